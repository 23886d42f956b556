package io.filterfit.benchmarks.scale;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Arrays;
import java.util.List;

/**
 * Something done several times, warm.
 *
 * @param seconds of each time, ascending
 * @param heapBytes the largest heap while it was done, beyond what was there before
 */
record Measurement(List<Double> seconds, long heapBytes) {

    /** Does it {@code warmups} times, then measures it {@code times} times. */
    static Measurement of(int warmups, int times, Runnable work) {
        for (int i = 0; i < warmups; i++) {
            work.run();
        }
        System.gc();
        long before = used();
        pools().forEach(MemoryPoolMXBean::resetPeakUsage);
        double[] seconds = new double[times];
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            work.run();
            seconds[i] = (System.nanoTime() - start) / 1e9;
        }
        long peak = pools().stream()
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
        Arrays.sort(seconds);
        return new Measurement(Arrays.stream(seconds).boxed().toList(), Math.max(0, peak - before));
    }

    double median() {
        int middle = seconds.size() / 2;
        return seconds.size() % 2 == 1 ? seconds.get(middle) : (seconds.get(middle - 1) + seconds.get(middle)) / 2;
    }

    private static long used() {
        return pools().stream().mapToLong(pool -> pool.getUsage().getUsed()).sum();
    }

    private static List<MemoryPoolMXBean> pools() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }
}

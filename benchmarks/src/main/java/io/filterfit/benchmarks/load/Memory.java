package io.filterfit.benchmarks.load;

import io.filterfit.stack.EmbeddedStack;
import io.filterfit.stack.ServiceName;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Samples heap and resident size of every service, as Prometheus and the kernel tell them. */
final class Memory implements AutoCloseable {

    private static final int SERVERS = 2;

    private final EmbeddedStack stack;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, List<LoadRecord.MemorySample>> samples = new TreeMap<>();
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    private final long start = System.nanoTime();

    Memory(EmbeddedStack stack, int secondsBetween) {
        this.stack = stack;
        executor.scheduleWithFixedDelay(this::sample, 0, secondsBetween, TimeUnit.SECONDS);
    }

    synchronized Map<String, List<LoadRecord.MemorySample>> samples() {
        Map<String, List<LoadRecord.MemorySample>> copy = new TreeMap<>();
        samples.forEach((service, all) -> copy.put(service, List.copyOf(all)));
        return copy;
    }

    /** The sum of a service's metrics of this name whose labels pass. */
    double metric(ServiceName service, String name, Predicate<String> labels) throws IOException, InterruptedException {
        var address = stack.connection().services().get(service.module());
        return text(address.resolve("/q/metrics"))
                .lines()
                .filter(line -> line.startsWith(name + "{") && labels.test(line))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private synchronized void sample() {
        double second = (System.nanoTime() - start) / 1e9;
        for (var service : ServiceName.stages()) {
            try {
                long heap = (long) metric(service, "jvm_memory_used_bytes", line -> line.contains("area=\"heap\""));
                long resident = resident(stack.processes().get(SERVERS + service.ordinal()));
                samples.computeIfAbsent(service.module(), any -> new ArrayList<>())
                        .add(new LoadRecord.MemorySample(Math.round(10 * second) / 10.0, heap, resident));
            } catch (IOException e) {
                // A service that is too busy to answer is asked again the next time.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static long resident(long process) throws IOException {
        return Files.readAllLines(Path.of("/proc", String.valueOf(process), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElseThrow();
    }

    private String text(URI address) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}

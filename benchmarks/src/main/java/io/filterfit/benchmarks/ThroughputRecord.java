package io.filterfit.benchmarks;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What a run of the benchmark measured.
 *
 * @param command that made it
 * @param rounds measured, by contender, in order
 */
record ThroughputRecord(
        Instant time, String command, Machine machine, String architecture, int batch, Map<String, List<Rate>> rounds) {

    ThroughputRecord(String command, String architecture, int batch) {
        this(Instant.now(), command, Machine.current(), architecture, batch, new LinkedHashMap<>());
    }

    void add(String contender, Rate rate) {
        rounds.computeIfAbsent(contender, name -> new ArrayList<>()).add(rate);
    }

    double training(String contender) {
        return median(contender, Rate::training);
    }

    double inference(String contender) {
        return median(contender, Rate::inference);
    }

    private double median(String contender, ToDoubleFunction<Rate> of) {
        double[] sorted =
                rounds.get(contender).stream().mapToDouble(of).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** A Markdown table, with the ratios to the first contender. */
    String table() {
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                "%s, batch %d, float32, images per second, median of %d%n%n"
                        + "| contender | training | x | inference | x |%n|---|---|---|---|---|%n",
                architecture,
                batch,
                rounds.values().iterator().next().size()));
        String first = rounds.keySet().iterator().next();
        for (String contender : rounds.keySet()) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %.0f | %.2f | %.0f | %.2f |%n",
                    contender,
                    training(contender),
                    training(contender) / training(first),
                    inference(contender),
                    inference(contender) / inference(first)));
        }
        return table.append(String.format(
                        Locale.ROOT,
                        "%n%s, %d processors, Java %s, %s%n",
                        machine.processor(),
                        machine.processors(),
                        machine.java(),
                        time))
                .toString();
    }
}

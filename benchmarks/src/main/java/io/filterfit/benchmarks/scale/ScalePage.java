package io.filterfit.benchmarks.scale;

import io.filterfit.benchmarks.Machine;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The results in Markdown, made of the records alone. */
final class ScalePage {

    private final List<ScaleRecord> records;

    ScalePage(List<ScaleRecord> records) {
        this.records = records;
    }

    String markdown() {
        StringBuilder page = new StringBuilder(
                """
                # Speed and memory of groups, analysis, plan and surgery

                <!-- Written by benchmarks/scale.sh from records/scale. -->

                Warm, medians (least to most) of several times; 50 %% of the FLOPs removed, all groups in scope. The analysis is that of the report: distributions, tests, the
                redundancy of every filter. *Heap* is the largest heap while it was done, garbage included, beyond what was there before. Torch-Pruning builds its
                dependency graph and prunes by magnitude, in the same call of the script, where pip has it.

                | what | seconds | heap, MiB | Torch-Pruning, seconds | ratio |
                |---|---|---|---|---|
                """
                        .formatted());
        records.forEach(record -> page.append(row(record)));
        String machines = records.stream()
                .map(ScaleRecord::machine)
                .map(ScalePage::machine)
                .distinct()
                .collect(Collectors.joining("; "));
        return page.append("\nBy `benchmarks/scale.sh` on ")
                .append(machines)
                .append(".\n")
                .toString();
    }

    private static String machine(Machine machine) {
        return machine.processor() + ", " + machine.processors() + " processors, Java " + machine.java();
    }

    private static String row(ScaleRecord record) {
        String peer = "– | –";
        if (record.peer() != null) {
            Measurement other = new Measurement(record.peer(), 0);
            peer = String.format(
                    Locale.ROOT,
                    "%s (%s) | %.2f",
                    seconds(other),
                    record.peerSetup(),
                    record.own().median() / other.median());
        }
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.0f | %s |%n",
                record.what(),
                seconds(record.own()),
                record.own().heapBytes() / 1048576.0,
                peer);
    }

    private static String seconds(Measurement measurement) {
        List<Double> all = measurement.seconds();
        return String.format(
                Locale.ROOT, "%.3f (%.3f–%.3f)", measurement.median(), all.get(0), all.get(all.size() - 1));
    }
}

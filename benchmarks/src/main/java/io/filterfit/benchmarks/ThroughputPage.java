package io.filterfit.benchmarks;

import io.filterfit.benchmarks.Entrant.Arithmetic;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The results in Markdown, made of the records alone. */
final class ThroughputPage {

    private static final String HEAD =
            """
            # Throughput

            <!-- Written by benchmarks/throughput.sh from records/throughput. -->

            Images per second on the same machine with the same number of threads: FilterFit, PyTorch in eager mode, and, where the network
            is of its layers alone, stock Deeplearning4j. Each runs in a process of its own; they take turns, round after round. A figure is
            the median of the rounds, with the least and the most of them; *of PyTorch* divides it by the median of the fastest PyTorch of the
            same table. All of it is made by `benchmarks/throughput.sh`.

            - The images are noise of 3x32x32, 10 classes. Training is SGD with Nesterov momentum 0.9 and weight decay 1e-4, the update
              included.
            - FilterFit's training is that of its trainer as a whole: images read as bytes, shuffled, normalised, flipped and shifted, put
              together to batches, trained on; two epochs after one that warms up. PyTorch and Deeplearning4j train on one batch that lies
              in memory, and count the median step.
            - Inference is the pass forward on one batch that lies in memory: `ForwardPass` here, `inference_mode` in PyTorch, `output` in
              Deeplearning4j.
            - FilterFit and PyTorch run with the same allocator, jemalloc with the same settings where it is installed; stock Deeplearning4j
              runs as it comes.
            - Weights are float32 everywhere; bfloat16 means that what is computed between layers is rounded to it.
            """;

    private ThroughputPage() {}

    static String markdown(List<ThroughputRecord> records) throws IOException {
        StringBuilder page = new StringBuilder(HEAD);
        for (ThroughputRecord record : records) {
            page.append(section(record));
        }
        return page.toString();
    }

    static String section(ThroughputRecord record) throws IOException {
        StringBuilder section = new StringBuilder(
                String.format(Locale.ROOT, "%n## %s, batch %d%n", record.architecture(), record.batch()));
        for (Arithmetic arithmetic : Arithmetic.values()) {
            List<Entrant> entrants = record.rates().keySet().stream()
                    .filter(entrant -> entrant.arithmetic() == arithmetic)
                    .toList();
            if (!entrants.isEmpty()) {
                section.append(table(record, arithmetic, entrants));
            }
        }
        record.ofStock()
                .ifPresent(times -> section.append(String.format(
                        Locale.ROOT, "%nFilterFit trains %.1f times as fast as stock Deeplearning4j.%n", times)));
        return section.append(provenance(record)).toString();
    }

    private static String table(ThroughputRecord record, Arithmetic arithmetic, List<Entrant> entrants)
            throws IOException {
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                "%n| %s | training | of PyTorch | inference | of PyTorch | rounds | with |%n|---|---|---|---|---|---|---|%n",
                arithmetic.name().toLowerCase(Locale.ROOT)));
        for (Entrant entrant : entrants) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %s | %s | %d | %s |%n",
                    entrant.label(),
                    figure(record, entrant, Rate::training),
                    ratio(record.ofPeer(entrant, Rate::training)),
                    figure(record, entrant, Rate::inference),
                    ratio(record.ofPeer(entrant, Rate::inference)),
                    record.rates().get(entrant).size(),
                    record.setup(entrant)));
        }
        return table.toString();
    }

    private static String figure(ThroughputRecord record, Entrant entrant, ToDoubleFunction<Rate> of) {
        return String.format(
                Locale.ROOT,
                "%.0f (%.0f to %.0f)",
                record.median(entrant, of),
                record.least(entrant, of),
                record.most(entrant, of));
    }

    private static String ratio(OptionalDouble ratio) {
        return ratio.isPresent() ? String.format(Locale.ROOT, "%.2f", ratio.getAsDouble()) : "–";
    }

    private static String provenance(ThroughputRecord record) {
        Machine machine = record.machine();
        String commands = record.runs().stream()
                .collect(Collectors.groupingBy(ThroughputRecord.Run::command, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(entry -> entry.getValue() + " x `" + entry.getKey() + "`")
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "%n%s, %d processors, Java %s, commit %s; %s, the last on %tF.%n",
                machine.processor(),
                machine.processors(),
                machine.java(),
                record.commit(),
                commands,
                record.runs().get(record.runs().size() - 1).time().atZone(ZoneOffset.UTC));
    }
}

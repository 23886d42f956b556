package io.filterfit.report;

import io.filterfit.evaluation.Classification;
import io.filterfit.evaluation.Latency;
import io.filterfit.evaluation.NetworkCost;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Before and after, line by line, as the page and the terminal show it; what was not measured has no line. */
record Comparison(List<Section> sections) {

    /** @param title for instance {@code Test accuracy} */
    record Section(String title, List<Row> rows) {}

    /**
     * @param note what the number means or how sure it is; may be empty
     * @param change empty where a change means nothing
     */
    record Row(String label, String before, String after, String change, String note) {}

    static Comparison of(CompressionReport report) {
        List<Section> sections = new ArrayList<>();
        add(
                sections,
                "Accuracy on the test split",
                accuracy(report.before().test(), report.after().test()));
        add(
                sections,
                "Accuracy on the validation split",
                accuracy(report.before().validation(), report.after().validation()));
        add(
                sections,
                "Operations for one image",
                operations(report.before().cost(), report.after().cost()));
        add(sections, "Size", size(report.before(), report.after()));
        for (Latency latency : report.latency()) {
            String title = "Latency, batch " + latency.batch() + ", " + Quantities.plural(latency.threads(), "thread");
            add(sections, title, latency(latency));
        }
        return new Comparison(sections);
    }

    private static void add(List<Section> sections, String title, List<Row> rows) {
        if (!rows.isEmpty()) {
            sections.add(new Section(title, rows));
        }
    }

    private static List<Row> accuracy(Classification before, Classification after) {
        if (before == null && after == null) {
            return List.of();
        }
        List<Row> rows = new ArrayList<>();
        rows.add(new Row(
                "Top-1",
                text(before, c -> Quantities.accuracy(c.accuracy().value())),
                text(after, c -> Quantities.accuracy(c.accuracy().value())),
                points(before, after, c -> c.accuracy().value()),
                ""));
        rows.add(new Row(
                "95% interval", text(before, Comparison::interval), text(after, Comparison::interval), "", "Wilson"));
        rows.add(new Row(
                "Top-5",
                text(before, c -> Quantities.accuracy(topFive(c))),
                text(after, c -> Quantities.accuracy(topFive(c))),
                points(before, after, Comparison::topFive),
                ""));
        rows.add(new Row(
                "Cross-entropy",
                text(before, c -> Quantities.threeDigits(c.loss())),
                text(after, c -> Quantities.threeDigits(c.loss())),
                before == null || after == null ? "" : Quantities.change(before.loss(), after.loss()),
                "nats"));
        rows.add(new Row(
                "Images",
                text(before, c -> Quantities.count(c.total())),
                text(after, c -> Quantities.count(c.total())),
                "",
                ""));
        return rows;
    }

    private static double topFive(Classification classification) {
        return (double) classification.correctTop5() / classification.total();
    }

    private static String interval(Classification classification) {
        String lower = Quantities.accuracy(classification.accuracy().lower()).replace("%", "");
        return lower + "\u2013" + Quantities.accuracy(classification.accuracy().upper());
    }

    private static String text(Classification measured, Function<Classification, String> format) {
        return measured == null ? "not measured" : format.apply(measured);
    }

    private static String points(Classification before, Classification after, ToDoubleFunction<Classification> share) {
        return before == null || after == null
                ? ""
                : Quantities.points(share.applyAsDouble(before), share.applyAsDouble(after));
    }

    private static List<Row> operations(NetworkCost before, NetworkCost after) {
        return List.of(
                operations("Multiply-accumulates", before.macs(), after.macs(), "convolution and dense layers"),
                operations(
                        "Convolutions only",
                        before.convolutionMacs(),
                        after.convolutionMacs(),
                        "as the SFP and FPGM papers count"),
                operations("FLOPs", before.flops(), after.flops(), "2 \u00d7 multiply-accumulates"));
    }

    private static Row operations(String label, long before, long after, String note) {
        return new Row(
                label, Quantities.compact(before), Quantities.compact(after), Quantities.change(before, after), note);
    }

    private static List<Row> size(NetworkMeasurement before, NetworkMeasurement after) {
        List<Row> rows = new ArrayList<>();
        long parameters = before.cost().parameters();
        long fewer = after.cost().parameters();
        rows.add(new Row(
                "Parameters",
                Quantities.count(parameters),
                Quantities.count(fewer),
                Quantities.change(parameters, fewer),
                ""));
        if (before.fileBytes() != null && after.fileBytes() != null) {
            rows.add(new Row(
                    "File",
                    Quantities.bytes(before.fileBytes()),
                    Quantities.bytes(after.fileBytes()),
                    Quantities.change(before.fileBytes(), after.fileBytes()),
                    ""));
        }
        return rows;
    }

    private static List<Row> latency(Latency latency) {
        return List.of(
                latency("Median", latency.original().median(), latency.pruned().median(), latency),
                latency(
                        "95th percentile",
                        latency.original().p95(),
                        latency.pruned().p95(),
                        latency));
    }

    private static Row latency(String label, double before, double after, Latency latency) {
        return new Row(
                label,
                Quantities.milliseconds(before),
                Quantities.milliseconds(after),
                Quantities.speedUp(before, after),
                "of " + latency.passes() + " passes each" + ", interleaved");
    }
}

package io.filterfit.report;

import io.filterfit.evaluation.Classification;
import io.filterfit.evaluation.Latency;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/** What a reader in a hurry takes away. */
record Headline(String title, String verdict, String target, boolean targetMet, List<Tile> tiles) {

    /**
     * One number that matters.
     *
     * @param unit of the value; may be empty
     * @param share what is left, in percent of what was, for the length of a bar; null where that means nothing
     */
    record Tile(String label, String value, String unit, String detail, Double share) {}

    static Headline of(CompressionReport report) {
        NetworkMeasurement before = report.before();
        NetworkMeasurement after = report.after();
        double fewer = before.cost().flopsReduction(after.cost());
        TargetOutcome target = TargetOutcome.of(report);
        return new Headline(
                Quantities.percent(fewer) + " fewer operations",
                verdict(report),
                target.sentence(),
                target.met(),
                tiles(report));
    }

    private static String verdict(CompressionReport report) {
        double parameters =
                report.before().cost().parameterReduction(report.after().cost());
        String smaller = "The network needs "
                + Quantities.compact(report.after().cost().macs()) + " multiply-accumulates an image instead of "
                + Quantities.compact(report.before().cost().macs()) + " and has "
                + Quantities.percent(parameters) + " fewer parameters. ";
        Classification before = report.before().test();
        Classification after = report.after().test();
        if (before == null || after == null) {
            return smaller + "Its accuracy was not measured.";
        }
        double was = before.accuracy().value();
        double is = after.accuracy().value();
        String moved = is < was ? "fell" : is > was ? "rose" : "stayed";
        boolean overlap = after.accuracy().upper() >= before.accuracy().lower()
                && before.accuracy().upper() >= after.accuracy().lower();
        return smaller + "On " + Quantities.count(after.total()) + " test images accuracy " + moved + " from "
                + Quantities.accuracy(was) + " to " + Quantities.accuracy(is) + "; the 95% intervals "
                + (overlap ? "overlap." : "do not overlap.");
    }

    private static List<Tile> tiles(CompressionReport report) {
        NetworkMeasurement before = report.before();
        NetworkMeasurement after = report.after();
        List<Tile> tiles = new ArrayList<>();
        tiles.add(tile("Operations", before.cost().macs(), after.cost().macs(), Quantities::compact));
        tiles.add(tile("Parameters", before.cost().parameters(), after.cost().parameters(), Quantities::compact));
        if (before.test() != null && after.test() != null) {
            double was = before.test().accuracy().value();
            double is = after.test().accuracy().value();
            tiles.add(new Tile(
                    "Test accuracy",
                    Quantities.signedPoints(was, is),
                    "points",
                    Quantities.accuracy(was) + " \u2192 " + Quantities.accuracy(is),
                    was == 0 ? null : 100 * is / was));
        }
        if (before.fileBytes() != null && after.fileBytes() != null) {
            tiles.add(tile("File", before.fileBytes(), after.fileBytes(), bytes -> Quantities.bytes((long) bytes)));
        }
        for (Latency latency : report.latency()) {
            double was = latency.original().median();
            double is = latency.pruned().median();
            tiles.add(new Tile(
                    "Latency, batch " + latency.batch(),
                    Quantities.times(was / is),
                    "as fast",
                    Quantities.milliseconds(was) + " \u2192 " + Quantities.milliseconds(is),
                    100 * is / was));
        }
        return tiles;
    }

    private static Tile tile(String label, long was, long is, DoubleFunction<String> format) {
        return new Tile(
                label,
                Quantities.change(was, is),
                "",
                format.apply(was) + " \u2192 " + format.apply(is),
                was == 0 ? null : 100.0 * is / was);
    }
}

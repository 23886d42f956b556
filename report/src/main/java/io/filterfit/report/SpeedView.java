package io.filterfit.report;

import io.filterfit.evaluation.LayerSpeedUp;
import io.filterfit.evaluation.SpeedUp;
import java.util.ArrayList;
import java.util.List;

/**
 * How much of the saving in arithmetic is one in time, as text for the page and the terminal.
 *
 * @param sentence the outcome, and who holds it back where it is not enough
 * @param rows all layers that were measured, in the order in which they run
 */
record SpeedView(String sentence, boolean enough, List<Row> rows) {

    /** More names than that nobody reads in a sentence. */
    private static final int NAMED = 3;

    /** What explains that much of the loss is explanation enough. */
    private static final double EXPLAINED = 0.8;

    /** @param loss its part of what all layers lose; empty for one that loses nothing */
    record Row(
            String layer,
            String filters,
            String flops,
            String before,
            String after,
            String time,
            String loss,
            String why,
            boolean holdsBack) {}

    /** Null where it was not measured. */
    static SpeedView of(SpeedUp speedUp) {
        if (speedUp == null) {
            return null;
        }
        List<LayerSpeedUp> holdingBack = holdingBack(speedUp);
        return new SpeedView(
                sentence(speedUp, holdingBack),
                speedUp.enough(),
                speedUp.layers().stream()
                        .map(layer -> row(layer, speedUp, holdingBack.contains(layer)))
                        .toList());
    }

    /** The few that lose most, if too little of the saving is one in time. */
    static List<LayerSpeedUp> holdingBack(SpeedUp speedUp) {
        List<LayerSpeedUp> named = new ArrayList<>();
        double explained = 0;
        for (LayerSpeedUp layer : speedUp.enough() ? List.<LayerSpeedUp>of() : speedUp.losers()) {
            if (named.size() < NAMED && explained < EXPLAINED) {
                named.add(layer);
                explained += speedUp.shareOfLoss(layer);
            }
        }
        return named;
    }

    private static String sentence(SpeedUp speedUp, List<LayerSpeedUp> holdingBack) {
        String outcome = "FLOPs down " + Quantities.times(speedUp.flopsRatio()) + ", time at batch " + speedUp.batch()
                + " down " + Quantities.times(speedUp.timeRatio()) + ": " + Quantities.percent(speedUp.shareKept())
                + " of it kept";
        if (speedUp.enough()) {
            return outcome + ".";
        }
        if (speedUp.obstacle() != null) {
            return outcome + ". Which layers hold it back is not known: the network does not run compiled: "
                    + speedUp.obstacle() + ".";
        }
        if (holdingBack.isEmpty()) {
            return outcome + ".";
        }
        List<String> named =
                holdingBack.stream().map(layer -> named(layer, speedUp)).toList();
        return outcome + ", held back by " + String.join("; ", named) + ".";
    }

    private static String named(LayerSpeedUp layer, SpeedUp speedUp) {
        String why = why(layer, speedUp);
        return layer.layer() + " (" + (why.isEmpty() ? "" : why + "; ") + Quantities.percent(speedUp.shareOfLoss(layer))
                + " of the time lost)";
    }

    private static Row row(LayerSpeedUp layer, SpeedUp speedUp, boolean holdsBack) {
        return new Row(
                layer.layer(),
                layer.filtersBefore() == layer.filtersAfter() ? Quantities.count(layer.filtersAfter()) : filters(layer),
                layer.macsBefore() == 0 || layer.macsAfter() == 0 ? "" : Quantities.times(layer.flopsRatio()),
                Quantities.milliseconds(layer.millisecondsBefore()),
                Quantities.milliseconds(layer.millisecondsAfter()),
                layer.millisecondsAfter() > 0 ? Quantities.times(layer.timeRatio()) : "",
                layer.lost() > 0 ? Quantities.percent(speedUp.shareOfLoss(layer)) : "",
                why(layer, speedUp),
                holdsBack);
    }

    private static String filters(LayerSpeedUp layer) {
        return Quantities.count(layer.filtersAfter()) + " of " + Quantities.count(layer.filtersBefore());
    }

    private static String why(LayerSpeedUp layer, SpeedUp speedUp) {
        if (layer.cause() == null) {
            return "";
        }
        return switch (layer.cause()) {
            case UNCUT -> "nothing of it was cut";
            case MEMORY -> "moves data, multiplies nothing";
            case PARTLY_FILLED_VECTORS ->
                filters(layer) + " filters, computed " + speedUp.floatsPerVector() + " at a time";
            case SMALL -> "small anyway";
        };
    }
}

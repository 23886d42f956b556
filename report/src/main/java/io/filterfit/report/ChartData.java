package io.filterfit.report;

import io.filterfit.evaluation.Classification;
import io.filterfit.evaluation.LayerSpeedUp;
import io.filterfit.evaluation.SpeedUp;
import io.filterfit.norm.NormDistribution;
import io.filterfit.spec.Criterion;
import io.filterfit.training.TrainingHistory;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * What the page's charts draw; written into the page as JSON. Numbers are rounded to what a chart can show, so that the page
 * stays small: {@code report.json} has them in full.
 */
record ChartData(
        List<Step> accuracy,
        List<LayerBars> layers,
        List<Epochs> training,
        List<Round> rounds,
        List<ClassAccuracy> classes) {

    /** Accuracy on the validation split after one step of the compression. */
    /** @param stage what the bar stands for: {@code submitted}, {@code kept}, or {@code tried} and not kept */
    record Step(String label, double accuracy, String stage) {}

    /** Milliseconds of one layer before and after. */
    record LayerBars(String layer, double before, double after, boolean holdsBack) {}

    record Epochs(int round, int best, List<TrainingHistory.Epoch> epochs) {}

    record Round(int number, List<Group> groups) {}

    /** Top-1 accuracy among the test images of one class. */
    record ClassAccuracy(String label, double before, double after) {}

    /**
     * @param edges of the histogram's bins
     * @param all density of all filters in each bin
     * @param stay the part of it that stays
     * @param quantileSlots whether each kept filter stands for an equal share of all filters, in order of norm
     * @param filters in ascending order of norm; evenly thinned out where there are more than {@value #MOST_FILTERS}
     */
    record Group(
            String name,
            String norm,
            int count,
            int kept,
            boolean quantileSlots,
            Curve before,
            Curve after,
            double[] edges,
            double[] all,
            double[] stay,
            List<FilterFate> filters) {}

    record Curve(double[] x, double[] y) {}

    static final int MOST_FILTERS = 2_048;
    static final int MOST_LAYERS = 24;
    private static final MathContext SHOWN = new MathContext(5);

    static ChartData of(CompressionReport report) {
        return new ChartData(
                accuracySteps(report), layers(report.speedUp()), training(report), rounds(report), classes(report));
    }

    /** The filters of one round, and nothing else. */
    static ChartData of(RoundReport round, Criterion criterion) {
        return new ChartData(List.of(), List.of(), List.of(), List.of(round(round, criterion)), List.of());
    }

    private static List<Step> accuracySteps(CompressionReport report) {
        List<Step> steps = new ArrayList<>();
        if (report.before().validation() != null) {
            steps.add(new Step(
                    "as submitted",
                    rounded(report.before().validation().accuracy().value()),
                    "submitted"));
        }
        for (RoundReport round : report.rounds()) {
            String prefix = report.rounds().size() == 1 ? "" : "round " + round.number() + ": ";
            if (round.recovery() != null) {
                for (RecoverySteps.Step step : round.recovery().steps()) {
                    boolean bareCut = step == round.recovery().steps().get(0);
                    String fate = step.kept() || bareCut ? "" : " (not kept)";
                    steps.add(new Step(
                            prefix + step.name() + fate, rounded(step.accuracy()), step.kept() ? "kept" : "tried"));
                }
            }
            if (round.training() != null) {
                steps.add(new Step(
                        prefix + (round.soft() ? "soft pruning" : "fine-tuned"),
                        rounded(round.training().bestValidationAccuracy()),
                        "kept"));
            }
        }
        return steps;
    }

    /** Those that take longest after pruning, in the order in which they run. */
    private static List<LayerBars> layers(SpeedUp speedUp) {
        if (speedUp == null) {
            return List.of();
        }
        List<LayerSpeedUp> holdingBack = SpeedView.holdingBack(speedUp);
        double shortest = speedUp.layers().stream()
                .map(LayerSpeedUp::millisecondsAfter)
                .sorted(Comparator.reverseOrder())
                .limit(MOST_LAYERS)
                .reduce((longer, shorter) -> shorter)
                .orElse(0.0);
        return speedUp.layers().stream()
                .filter(layer -> layer.millisecondsAfter() >= shortest)
                .limit(MOST_LAYERS)
                .map(layer -> new LayerBars(
                        layer.layer(),
                        rounded(layer.millisecondsBefore()),
                        rounded(layer.millisecondsAfter()),
                        holdingBack.contains(layer)))
                .toList();
    }

    private static List<Epochs> training(CompressionReport report) {
        return report.rounds().stream()
                .filter(round ->
                        round.training() != null && !round.training().epochs().isEmpty())
                .map(round -> new Epochs(
                        round.number(),
                        round.training().bestEpoch(),
                        round.training().epochs()))
                .toList();
    }

    private static List<Round> rounds(CompressionReport report) {
        Criterion criterion = report.spec().criterion();
        return report.rounds().stream().map(round -> round(round, criterion)).toList();
    }

    private static Round round(RoundReport round, Criterion criterion) {
        return new Round(
                round.number(),
                round.groups().stream().map(group -> group(group, criterion)).toList());
    }

    private static Group group(GroupReport group, Criterion criterion) {
        NormDistribution.Histogram histogram = group.original().histogram();
        int n = group.selection().filters();
        return new Group(
                group.selection().group(),
                group.original().norm().name(),
                n,
                group.selection().kept().length,
                hasQuantileSlots(group, criterion),
                curve(group.original().density()),
                curve(group.kept().density()),
                rounded(histogram.edges()),
                densities(histogram.edges(), histogram.counts(), n),
                densities(
                        histogram.edges(),
                        counts(histogram.edges(), group.kept().norms()),
                        n),
                thinned(FilterFate.of(group, criterion)));
    }

    private static boolean hasQuantileSlots(GroupReport group, Criterion criterion) {
        return criterion instanceof Criterion.DistributionFitting fitting
                && fitting.normExponent() == 0
                && group.original().norms().length <= MOST_FILTERS
                && !(fitting.livingOnly() && anyDead(group));
    }

    private static boolean anyDead(GroupReport group) {
        for (boolean dead : group.dead()) {
            if (dead) {
                return true;
            }
        }
        return false;
    }

    private static Curve curve(NormDistribution.Density density) {
        return new Curve(rounded(density.x()), rounded(density.y()));
    }

    private static double[] densities(double[] edges, int[] counts, int n) {
        double[] densities = new double[counts.length];
        for (int bin = 0; bin < counts.length; bin++) {
            densities[bin] = rounded(counts[bin] / (n * (edges[bin + 1] - edges[bin])));
        }
        return densities;
    }

    /** Into the bins of all filters, the last of which is closed. */
    private static int[] counts(double[] edges, double[] norms) {
        int[] counts = new int[edges.length - 1];
        for (double norm : norms) {
            int found = Arrays.binarySearch(edges, norm);
            int bin = found >= 0 ? found : -found - 2;
            counts[Math.max(0, Math.min(counts.length - 1, bin))]++;
        }
        return counts;
    }

    private static List<FilterFate> thinned(List<FilterFate> fates) {
        int shown = Math.min(fates.size(), MOST_FILTERS);
        List<FilterFate> thinned = new ArrayList<>(shown);
        for (long i = 0; i < shown; i++) {
            FilterFate fate = fates.get((int) (i * fates.size() / shown));
            Double redundancy = fate.redundancy() == null ? null : (Double) rounded(fate.redundancy());
            thinned.add(new FilterFate(fate.filter(), rounded(fate.norm()), redundancy, fate.stays(), fate.reason()));
        }
        return thinned;
    }

    private static List<ClassAccuracy> classes(CompressionReport report) {
        Classification before = report.before().test();
        Classification after = report.after().test();
        if (before == null || after == null) {
            return List.of();
        }
        List<ClassAccuracy> classes = new ArrayList<>();
        for (int actual = 0; actual < before.confusion().length; actual++) {
            String label = actual < report.classes().size() ? report.classes().get(actual) : "class " + actual;
            classes.add(new ClassAccuracy(
                    label, recall(before.confusion()[actual], actual), recall(after.confusion()[actual], actual)));
        }
        return classes;
    }

    private static double recall(int[] predicted, int actual) {
        int images = Arrays.stream(predicted).sum();
        return images == 0 ? 0 : rounded((double) predicted[actual] / images);
    }

    private static double[] rounded(double[] numbers) {
        return Arrays.stream(numbers).map(ChartData::rounded).toArray();
    }

    private static double rounded(double number) {
        return Double.isFinite(number) ? new BigDecimal(number).round(SHOWN).doubleValue() : number;
    }
}

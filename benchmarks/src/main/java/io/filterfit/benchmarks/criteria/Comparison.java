package io.filterfit.benchmarks.criteria;

import io.filterfit.spec.Criterion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.apache.commons.math3.stat.inference.TTest;

/**
 * A criterion against the reference in one mode, over the cells that differ in nothing else. Differences are of test accuracy, as shares;
 * above 0 where the criterion does better.
 *
 * @param pairs of cells
 * @param better pairs in which the criterion does better
 * @param worse pairs in which it does worse
 * @param p of the paired t-test, adjusted for all comparisons made together (Holm, 1979); 1 where there are too few pairs
 */
record Comparison(
        Criterion criterion, Mode mode, int pairs, double mean, double deviation, long better, long worse, double p) {

    private static final double SIGNIFICANT = 0.05;
    private static final int FEWEST_PAIRS = 3;

    /** Whether chance alone would seldom make such a difference. */
    boolean toldApart() {
        return p < SIGNIFICANT;
    }

    /** All criteria of a study but the first, which is the reference, in each of its modes. */
    static List<Comparison> of(Study study, List<CellRecord> records) {
        List<Comparison> comparisons = new ArrayList<>();
        for (Mode mode : study.modes()) {
            for (Criterion criterion :
                    study.criteria().subList(1, study.criteria().size())) {
                comparisons.add(of(criterion, mode, differences(study, records, criterion, mode)));
            }
        }
        return adjusted(comparisons);
    }

    private static double[] differences(Study study, List<CellRecord> records, Criterion criterion, Mode mode) {
        return records.stream()
                .filter(record -> record.cell().mode() == mode)
                .filter(record -> record.cell().criterion().equals(criterion))
                .map(record -> {
                    Cell cell = record.cell();
                    Cell reference =
                            new Cell(cell.study(), study.criteria().get(0), mode, cell.flopsReduction(), cell.seed());
                    return records.stream()
                            .filter(other -> other.cell().equals(reference))
                            .findFirst()
                            .map(other -> record.test().share() - other.test().share())
                            .orElse(null);
                })
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    static Comparison of(Criterion criterion, Mode mode, double[] differences) {
        SummaryStatistics statistics = new SummaryStatistics();
        long better = 0;
        long worse = 0;
        for (double difference : differences) {
            statistics.addValue(difference);
            better += difference > 0 ? 1 : 0;
            worse += difference < 0 ? 1 : 0;
        }
        boolean testable = differences.length >= FEWEST_PAIRS && statistics.getStandardDeviation() > 0;
        return new Comparison(
                criterion,
                mode,
                differences.length,
                statistics.getMean(),
                statistics.getStandardDeviation(),
                better,
                worse,
                testable ? new TTest().tTest(0, differences) : 1);
    }

    /** In the same order. */
    static List<Comparison> adjusted(List<Comparison> comparisons) {
        List<Comparison> byP = new ArrayList<>(comparisons);
        byP.sort(Comparator.comparingDouble(Comparison::p));
        List<Comparison> result = new ArrayList<>(comparisons);
        double largest = 0;
        for (int rank = 0; rank < byP.size(); rank++) {
            Comparison comparison = byP.get(rank);
            largest = Math.max(largest, Math.min(1, (byP.size() - rank) * comparison.p()));
            result.set(comparisons.indexOf(comparison), comparison.withP(largest));
        }
        return result;
    }

    private Comparison withP(double other) {
        return new Comparison(criterion, mode, pairs, mean, deviation, better, worse, other);
    }
}

package io.filterfit.selection;

import io.filterfit.norm.FilterSet;
import io.filterfit.norm.RedundancySummary;
import io.filterfit.spec.Criterion;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Keeps the filters whose norms fit the distribution of the trained layer and that are not redundant (after Zhang, Kou and
 * Liu, 2022; algorithm section 2).
 *
 * <p>With lambda = 0 and q = 0 the sorted filter that holds the middle of a slot's interval is the cheapest for that slot, and
 * the middles are 1/k apart while a filter's mass is 1/n: the choices are distinct, so together they are the W1 optimum.
 * Anything else is the dynamic programme's.
 *
 * <p>Living filters only: the fit is over the living filters. If fewer than k live, all of them stay and the dead filters of
 * largest norm fill up.
 */
final class DistributionFittingSelector implements FilterSelector {

    private final Criterion.DistributionFitting options;

    DistributionFittingSelector(Criterion.DistributionFitting options) {
        this.options = options;
    }

    @Override
    public int[] keep(FilterSet filters, int k) {
        if (!options.livingOnly() || filters.deadFilters() == 0) {
            return fit(filters, k);
        }
        int[] living = IntStream.range(0, filters.filters())
                .filter(i -> !filters.dead()[i])
                .toArray();
        if (living.length > k) {
            return pick(living, fit(filters.subset(living), k));
        }
        int[] dead = IntStream.range(0, filters.filters())
                .filter(i -> filters.dead()[i])
                .toArray();
        int[] largestDead = Ranking.largest(filters.subset(dead).norms(options.norm()), k - living.length);
        return IntStream.concat(Arrays.stream(living), Arrays.stream(pick(dead, largestDead)))
                .sorted()
                .toArray();
    }

    private int[] fit(FilterSet filters, int k) {
        double[] norms = filters.norms(options.norm());
        int[] order = Ranking.ascending(norms);
        double[] sorted = pick(norms, order);
        QuantileSlots slots = new QuantileSlots(sorted, k, options.normExponent());
        int[] assigned = options.redundancyWeight() == 0 && options.normExponent() == 0
                ? plainMedians(filters.filters(), k)
                : SlotAssignment.cheapest(slots, cost(slots, sorted, filters, order));
        int[] kept = pick(order, assigned);
        Arrays.sort(kept);
        return kept;
    }

    /** In whole numbers, since the middle of a slot often lies exactly between two filters: then it is the larger one. */
    private static int[] plainMedians(int n, int k) {
        return IntStream.range(0, k)
                .map(slot -> (int) ((2L * slot + 1) * n / (2L * k)))
                .toArray();
    }

    private SlotAssignment.Cost cost(QuantileSlots slots, double[] sorted, FilterSet filters, int[] order) {
        boolean spread = sorted[0] < sorted[sorted.length - 1];
        double perDeviation = spread ? 1 / Math.sqrt(StatUtils.variance(sorted)) : 0;
        double weight = options.redundancyWeight() / slots.slots();
        if (weight == 0) {
            return (slot, filter) -> slots.fit(slot, filter) * perDeviation;
        }
        double[] redundancy = pick(RedundancySummary.of(filters).redundancy(), order);
        return (slot, filter) -> slots.fit(slot, filter) * perDeviation + weight * redundancy[filter];
    }

    private static int[] pick(int[] values, int[] indices) {
        return Arrays.stream(indices).map(i -> values[i]).toArray();
    }

    private static double[] pick(double[] values, int[] indices) {
        return Arrays.stream(indices).mapToDouble(i -> values[i]).toArray();
    }
}

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
 * Anything else is the dynamic programme's, a fit to norms that the filters no longer have included.
 *
 * <p>Living filters only: the fit is to the norms of those that lived when the network was trained, and {@link LivingFirst} sees to it that
 * it is over those that live now.
 */
final class DistributionFittingSelector implements FilterSelector {

    private final Criterion.DistributionFitting options;
    private final TrainedNorms trained;

    DistributionFittingSelector(Criterion.DistributionFitting options, TrainedNorms trained) {
        this.options = options;
        this.trained = trained;
    }

    @Override
    public int[] keep(FilterSet filters, int k) {
        double[] norms = filters.norms(options.norm());
        int[] order = Ranking.ascending(norms);
        double[] sorted = pick(norms, order);
        int[] kept = pick(order, assign(filters, order, sorted, k));
        Arrays.sort(kept);
        return kept;
    }

    private int[] assign(FilterSet filters, int[] order, double[] sorted, int k) {
        double[] reference = trained.knows(filters.group()) ? reference(filters.group()) : sorted;
        boolean plain = options.redundancyWeight() == 0 && options.normExponent() == 0;
        if (plain && Arrays.equals(reference, sorted)) {
            return plainMedians(filters.filters(), k);
        }
        QuantileSlots slots = new QuantileSlots(sorted, reference, k, options.normExponent());
        return SlotAssignment.cheapest(slots, cost(slots, deviation(reference, sorted), filters, order));
    }

    private double[] reference(String group) {
        return options.livingOnly() ? trained.living(group) : trained.all(group);
    }

    /** The unit of the fit: of the norms to fit, or of those there are where the former are all the same; 0 where both are. */
    private static double deviation(double[] reference, double[] sorted) {
        double[] spread = isSpread(reference) ? reference : sorted;
        return isSpread(spread) ? Math.sqrt(StatUtils.variance(spread)) : 0;
    }

    private static boolean isSpread(double[] ascending) {
        return ascending[0] < ascending[ascending.length - 1];
    }

    /** In whole numbers, since the middle of a slot often lies exactly between two filters: then it is the larger one. */
    private static int[] plainMedians(int n, int k) {
        return IntStream.range(0, k)
                .map(slot -> (int) ((2L * slot + 1) * n / (2L * k)))
                .toArray();
    }

    private SlotAssignment.Cost cost(QuantileSlots slots, double deviation, FilterSet filters, int[] order) {
        double perDeviation = deviation == 0 ? 0 : 1 / deviation;
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

package io.filterfit.selection;

import io.filterfit.norm.FilterSet;
import io.filterfit.spec.Criterion;
import io.filterfit.spec.Norm;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How well the kept norms of a group fit the original ones, for the chosen criterion and for all others. Original are those that the
 * filters have, or those they were trained to where soft pruning has changed them since.
 */
public final class CriteriaComparison {

    /** Picks that the fit of a random selection is the mean of. */
    public static final int RANDOM_PICKS = 100;

    private final FilterSet filters;
    private final TrainedNorms trained;
    private final double[] sorted;
    private final double[] original;
    /** rank[i] is the place of filter i among the sorted norms. */
    private final int[] rank;

    private CriteriaComparison(FilterSet filters, Norm norm, TrainedNorms trained) {
        this.filters = filters;
        this.trained = trained;
        double[] norms = filters.norms(norm);
        int[] order = Ranking.ascending(norms);
        sorted = Arrays.stream(order).mapToDouble(i -> norms[i]).toArray();
        original = trained.knows(filters.group()) ? trained.all(filters.group()) : sorted;
        rank = new int[order.length];
        for (int place = 0; place < order.length; place++) {
            rank[order[place]] = place;
        }
    }

    /** The norm whose distribution is compared: the one that a distribution fitting was asked for, otherwise L2. */
    public static Norm norm(Criterion chosen) {
        return chosen instanceof Criterion.DistributionFitting fitting ? fitting.norm() : Norm.L2;
    }

    /**
     * W1 and KS of the kept norms against the original ones, by criterion name in the order of {@link Criterion#NAMES}: of {@code kept} under
     * the chosen criterion's name; under each other name, of what that criterion with default options would have kept
     * ({@code random}: the mean over the {@value #RANDOM_PICKS} seeds from {@code seed} on).
     *
     * @param kept indices of the filters that the chosen criterion keeps, at least one, distinct
     * @param trained in the norm of the chosen criterion
     */
    public static Map<String, DistributionFit> of(
            FilterSet filters, Criterion chosen, int[] kept, long seed, TrainedNorms trained) {
        CriteriaComparison comparison = new CriteriaComparison(filters, norm(chosen), trained);
        Map<String, DistributionFit> fits = new LinkedHashMap<>();
        for (String name : Criterion.NAMES) {
            fits.put(
                    name,
                    name.equals(chosen.name()) ? comparison.fit(kept) : comparison.other(name, kept.length, seed));
        }
        return fits;
    }

    private DistributionFit other(String name, int k, long seed) {
        Criterion criterion = Criterion.named(name);
        if (!(criterion instanceof Criterion.Random)) {
            return fit(FilterSelector.of(criterion, seed, trained).keep(filters, k));
        }
        DistributionFit[] picks = IntStream.range(0, RANDOM_PICKS)
                .parallel()
                .mapToObj(pick -> fit(FilterSelector.of(criterion, seed + pick).keep(filters, k)))
                .toArray(DistributionFit[]::new);
        return new DistributionFit(
                Arrays.stream(picks)
                        .mapToDouble(DistributionFit::wasserstein)
                        .average()
                        .orElseThrow(),
                Arrays.stream(picks)
                        .mapToDouble(DistributionFit::kolmogorovSmirnov)
                        .average()
                        .orElseThrow());
    }

    private DistributionFit fit(int[] kept) {
        boolean[] stays = new boolean[sorted.length];
        for (int filter : kept) {
            stays[rank[filter]] = true;
        }
        double[] keptSorted = IntStream.range(0, sorted.length)
                .filter(place -> stays[place])
                .mapToDouble(place -> sorted[place])
                .toArray();
        return DistributionFit.ofSorted(original, keptSorted);
    }
}

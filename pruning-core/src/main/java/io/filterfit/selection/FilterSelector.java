package io.filterfit.selection;

import io.filterfit.norm.DistanceSums;
import io.filterfit.norm.FilterSet;
import io.filterfit.spec.Criterion;
import io.filterfit.spec.Norm;
import java.util.stream.IntStream;

/** Decides which filters of a group stay. */
@FunctionalInterface
public interface FilterSelector {

    /**
     * @param filters the filters of one coupled group
     * @param k how many stay, from 1 to the number of filters
     * @return the indices of the filters that stay: k of them, distinct, ascending, 0-based
     * @throws IllegalArgumentException if k is out of range
     */
    int[] keep(FilterSet filters, int k);

    /**
     * The selector of that criterion.
     *
     * @param seed the job's seed; only {@link Criterion.Random} draws from it
     */
    static FilterSelector of(Criterion criterion, long seed) {
        return of(criterion, seed, TrainedNorms.OWN);
    }

    /**
     * As {@link #of(Criterion, long)}, for filters that soft pruning may have zeroed since they were trained.
     *
     * @param trained what {@link Criterion.DistributionFitting} fits, for groups that it knows
     */
    static FilterSelector of(Criterion criterion, long seed, TrainedNorms trained) {
        FilterSelector selector = unchecked(criterion, seed, trained);
        return checked(
                LivingFirst.isPartOf(criterion)
                        ? new LivingFirst(selector, CriteriaComparison.norm(criterion))
                        : selector);
    }

    private static FilterSelector unchecked(Criterion criterion, long seed, TrainedNorms trained) {
        if (criterion instanceof Criterion.DistributionFitting fitting) {
            return new DistributionFittingSelector(fitting, trained);
        }
        if (criterion instanceof Criterion.L1Norm) {
            return (filters, k) -> Ranking.largest(filters.norms(Norm.L1), k);
        }
        if (criterion instanceof Criterion.L2Norm) {
            return (filters, k) -> Ranking.largest(filters.norms(Norm.L2), k);
        }
        if (criterion instanceof Criterion.GeometricMedian) {
            return (filters, k) -> Ranking.largest(DistanceSums.of(filters), k);
        }
        return new RandomSelector(seed);
    }

    private static FilterSelector checked(FilterSelector selector) {
        return (filters, k) -> {
            int n = filters.filters();
            if (k < 1 || k > n) {
                throw new IllegalArgumentException("group '" + filters.group() + "' has " + n
                        + " filters; the number to keep must be from 1 to that, not " + k);
            }
            return k == n ? IntStream.range(0, n).toArray() : selector.keep(filters, k);
        };
    }
}

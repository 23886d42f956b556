package io.filterfit.selection;

import io.filterfit.norm.FilterSet;
import io.filterfit.spec.Criterion;
import io.filterfit.spec.Norm;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Lets dead filters go first, and another selector choose among the living. If fewer live than are to stay, all of them do, and the dead
 * filters of largest norm fill up.
 */
final class LivingFirst implements FilterSelector {

    private final FilterSelector amongLiving;
    private final Norm norm;

    /** @param norm that ranks the dead */
    LivingFirst(FilterSelector amongLiving, Norm norm) {
        this.amongLiving = amongLiving;
        this.norm = norm;
    }

    /** Of every criterion but a distribution fitting that is asked to fit all filters, the plain method. */
    static boolean isPartOf(Criterion criterion) {
        return !(criterion instanceof Criterion.DistributionFitting fitting) || fitting.livingOnly();
    }

    @Override
    public int[] keep(FilterSet filters, int k) {
        if (filters.deadFilters() == 0) {
            return amongLiving.keep(filters, k);
        }
        int[] living = IntStream.range(0, filters.filters())
                .filter(i -> !filters.dead()[i])
                .toArray();
        if (living.length > k) {
            return pick(living, amongLiving.keep(filters.subset(living), k));
        }
        int[] dead = IntStream.range(0, filters.filters())
                .filter(i -> filters.dead()[i])
                .toArray();
        int[] largestDead = Ranking.largest(filters.subset(dead).norms(norm), k - living.length);
        return IntStream.concat(Arrays.stream(living), Arrays.stream(pick(dead, largestDead)))
                .sorted()
                .toArray();
    }

    private static int[] pick(int[] values, int[] indices) {
        return Arrays.stream(indices).map(i -> values[i]).toArray();
    }
}

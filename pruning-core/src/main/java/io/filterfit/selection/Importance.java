package io.filterfit.selection;

import io.filterfit.norm.DistanceSums;
import io.filterfit.norm.FilterSet;
import io.filterfit.spec.Criterion;
import io.filterfit.spec.Norm;
import org.apache.commons.math3.random.MersenneTwister;

/** What a criterion makes of each filter by itself: a number at least 0, larger for what counts for more. */
@FunctionalInterface
public interface Importance {

    /** In filter order. */
    double[] of(FilterSet filters);

    /**
     * The norm of the filter for {@code l1}, {@code l2} and {@code distribution-fitting} (which picks by the whole group, not by this,
     * and takes dead filters as 0 where it is for living ones only), the sum of its distances for {@code geometric-median}, a random
     * number for {@code random}.
     */
    static Importance of(Criterion criterion, long seed) {
        if (criterion instanceof Criterion.DistributionFitting fitting) {
            return filters -> norms(filters, fitting);
        }
        if (criterion instanceof Criterion.L1Norm) {
            return filters -> filters.norms(Norm.L1);
        }
        if (criterion instanceof Criterion.L2Norm) {
            return filters -> filters.norms(Norm.L2);
        }
        if (criterion instanceof Criterion.GeometricMedian) {
            return DistanceSums::of;
        }
        return filters -> random(filters, seed);
    }

    private static double[] norms(FilterSet filters, Criterion.DistributionFitting fitting) {
        double[] norms = filters.norms(fitting.norm());
        for (int filter = 0; filter < norms.length; filter++) {
            if (fitting.livingOnly() && filters.dead()[filter]) {
                norms[filter] = 0;
            }
        }
        return norms;
    }

    private static double[] random(FilterSet filters, long seed) {
        MersenneTwister generator = RandomSelector.generator(filters.group(), seed);
        double[] numbers = new double[filters.filters()];
        for (int filter = 0; filter < numbers.length; filter++) {
            numbers[filter] = generator.nextDouble();
        }
        return numbers;
    }
}

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
     * 0 for a dead filter wherever dead filters go first. The norm of the filter for {@code l1}, {@code l2} and {@code
     * distribution-fitting} (which picks by the whole group, not by this), the sum of its distances for {@code geometric-median}, a random
     * number for {@code random}.
     */
    static Importance of(Criterion criterion, long seed) {
        Importance importance = ofAll(criterion, seed);
        return LivingFirst.isPartOf(criterion) ? filters -> ofLiving(filters, importance) : importance;
    }

    private static Importance ofAll(Criterion criterion, long seed) {
        if (criterion instanceof Criterion.DistributionFitting fitting) {
            return filters -> filters.norms(fitting.norm());
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

    private static double[] ofLiving(FilterSet filters, Importance importance) {
        double[] numbers = importance.of(filters);
        for (int filter = 0; filter < numbers.length; filter++) {
            if (filters.dead()[filter]) {
                numbers[filter] = 0;
            }
        }
        return numbers;
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

package io.filterfit.norm;

import java.util.Arrays;
import org.apache.commons.math3.random.MersenneTwister;
import org.apache.commons.math3.random.RandomDataGenerator;

/**
 * The sum of the Euclidean distances from each filter to all filters of its group: what FPGM ranks by (He et al.,
 * "Filter Pruning via Geometric Median", CVPR 2019, equation 6). The smaller the sum, the nearer the filter is to the
 * geometric median, and the better the others can stand in for it.
 *
 * <p>Of all pairs where those can be compared in about a second (for instance 2,000 filters of 10,000 weights). Beyond
 * that the sum is estimated without bias from a uniform sample of the filters, the same for every filter, drawn with a fixed
 * seed and as large as the budget allows, at least {@value #SMALLEST_SAMPLE}.
 */
public final class DistanceSums {

    private static final long SAMPLE_SEED = 1;

    private static final int SMALLEST_SAMPLE = 64;

    private DistanceSums() {}

    /** In filter order, to about 1e-6 of the sum; [0] for a single filter. */
    public static double[] of(FilterSet filters) {
        if (PairBudget.PRODUCTS.allowsAllPairs(filters)) {
            double[] sums = new double[filters.filters()];
            new InnerProducts(filters).forEachPair(row -> sums[row.filter()] += sum(row));
            return sums;
        }
        return of(filters, sample(filters));
    }

    static double[] of(FilterSet filters, int[] references) {
        double[] sums = new double[filters.filters()];
        new InnerProducts(filters).forEachWith(references, row -> sums[row.filter()] = sum(row));
        boolean[] isReference = new boolean[sums.length];
        Arrays.stream(references).forEach(reference -> isReference[reference] = true);
        for (int i = 0; i < sums.length; i++) {
            int others = references.length - (isReference[i] ? 1 : 0);
            sums[i] *= (double) (sums.length - 1) / Math.max(1, others);
        }
        return sums;
    }

    private static double sum(InnerProducts.Row row) {
        double sum = 0;
        for (int j = 0; j < row.size(); j++) {
            sum += row.other(j) == row.filter() ? 0 : row.distance(j);
        }
        return sum;
    }

    private static int[] sample(FilterSet filters) {
        int n = filters.filters();
        int affordable = (int) (PairBudget.PRODUCTS.affordablePairs(filters) / n);
        int sample = Math.min(n, Math.max(SMALLEST_SAMPLE, affordable));
        return new RandomDataGenerator(new MersenneTwister(SAMPLE_SEED)).nextPermutation(n, sample);
    }
}

package io.filterfit.norm;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.random.MersenneTwister;
import org.apache.commons.math3.random.RandomDataGenerator;

/**
 * The sum of the Euclidean distances from each filter to all filters of its group: what FPGM ranks by (He et al.,
 * "Filter Pruning via Geometric Median", CVPR 2019, equation 6). The smaller the sum, the nearer the filter is to the
 * geometric median, and the better the others can stand in for it.
 *
 * <p>Exact where all pairs can be compared in about a second (for instance 2,000 filters of 1,400 weights). Beyond
 * that the sum is estimated without bias from a uniform sample of the filters, the same for every filter, drawn with a fixed
 * seed and as large as the budget allows, at least 64.
 */
public final class DistanceSums {

    private static final long SAMPLE_SEED = 1;

    private DistanceSums() {}

    /** In filter order, computed in double; [0] for a single filter. */
    public static double[] of(FilterSet filters) {
        return of(filters, references(filters));
    }

    static double[] of(FilterSet filters, int[] references) {
        int n = filters.filters();
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        double[] sums = new double[n];
        int[] others = new int[n];
        for (int from = 0; from < references.length; from += PackedFilters.CAPACITY) {
            int to = Math.min(references.length, from + PackedFilters.CAPACITY);
            PackedFilters block = new PackedFilters(filters, ones, references, from, to);
            IntStream.range(0, n).parallel().forEach(filter -> addDistances(block, filter, sums, others));
        }
        for (int i = 0; i < n; i++) {
            sums[i] *= (double) (n - 1) / Math.max(1, others[i]);
        }
        return sums;
    }

    private static void addDistances(PackedFilters block, int filter, double[] sums, int[] others) {
        double[] squared = new double[PackedFilters.CAPACITY];
        block.squaredDistances(filter, squared);
        double sum = 0;
        int compared = 0;
        for (int j = 0; j < block.size(); j++) {
            if (block.member(j) != filter) {
                sum += Math.sqrt(squared[j]);
                compared++;
            }
        }
        sums[filter] += sum;
        others[filter] += compared;
    }

    private static int[] references(FilterSet filters) {
        int n = filters.filters();
        if (PairBudget.allowsAllPairs(filters)) {
            return IntStream.range(0, n).toArray();
        }
        int affordable = (int) (PairBudget.affordablePairs(filters) / n);
        int sample = Math.min(n, Math.max(PackedFilters.CAPACITY, affordable));
        return new RandomDataGenerator(new MersenneTwister(SAMPLE_SEED)).nextPermutation(n, sample);
    }
}

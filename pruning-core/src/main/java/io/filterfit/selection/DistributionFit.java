package io.filterfit.selection;

import java.util.Arrays;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;

/**
 * How well the norms of kept filters fit those of all filters of the group.
 *
 * @param wasserstein the 1-Wasserstein distance W1, in the units of the norm
 * @param kolmogorovSmirnov the two-sample Kolmogorov-Smirnov statistic, in [0, 1]
 */
public record DistributionFit(double wasserstein, double kolmogorovSmirnov) {

    /** One for all: making it takes longer than its statistic, which uses none of its state. */
    private static final KolmogorovSmirnovTest TEST = new KolmogorovSmirnovTest();

    /**
     * @param original norms of all filters, at least one, in any order
     * @param kept norms of those that stay, at least one, in any order
     */
    public static DistributionFit between(double[] original, double[] kept) {
        double[] sortedOriginal = original.clone();
        double[] sortedKept = kept.clone();
        Arrays.sort(sortedOriginal);
        Arrays.sort(sortedKept);
        return ofSorted(sortedOriginal, sortedKept);
    }

    static DistributionFit ofSorted(double[] original, double[] kept) {
        double statistic = TEST.kolmogorovSmirnovStatistic(atLeastTwo(original), atLeastTwo(kept));
        return new DistributionFit(wasserstein(original, kept), statistic);
    }

    /** The integral of |F - G| over the line, which is W1 in one dimension. */
    private static double wasserstein(double[] first, double[] second) {
        double distance = 0;
        double position = Math.min(first[0], second[0]);
        int i = 0;
        int j = 0;
        while (i < first.length && j < second.length) {
            double next = Math.min(first[i], second[j]);
            distance += gap(i, first.length, j, second.length) * (next - position);
            position = next;
            while (i < first.length && first[i] == next) {
                i++;
            }
            while (j < second.length && second[j] == next) {
                j++;
            }
        }
        for (; i < first.length; i++) {
            distance += gap(i, first.length, j, second.length) * (first[i] - position);
            position = first[i];
        }
        for (; j < second.length; j++) {
            distance += gap(i, first.length, j, second.length) * (second[j] - position);
            position = second[j];
        }
        return distance;
    }

    private static double gap(int i, int n, int j, int k) {
        return Math.abs((double) i / n - (double) j / k);
    }

    /** The library asks for two values; a doubled one has the same distribution. */
    private static double[] atLeastTwo(double[] sample) {
        return sample.length == 1 ? new double[] {sample[0], sample[0]} : sample;
    }
}

package io.filterfit.selection;

/**
 * How well the norms of kept filters fit those of all filters of the group.
 *
 * @param wasserstein the 1-Wasserstein distance W1, in the units of the norm
 * @param kolmogorovSmirnov the two-sample Kolmogorov-Smirnov statistic, in [0, 1]
 */
public record DistributionFit(double wasserstein, double kolmogorovSmirnov) {}

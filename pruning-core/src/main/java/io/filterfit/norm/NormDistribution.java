package io.filterfit.norm;

import io.filterfit.spec.Norm;

/**
 * The distribution of the norms of one coupled group's filters (algorithm section 1).
 *
 * @param norm the norm taken
 * @param norms v_1..v_n, in filter order, computed in double
 * @param summary order statistics and moments
 * @param histogram with Freedman-Diaconis bins
 * @param density Gaussian kernel density estimate, Silverman bandwidth
 * @param normality Kolmogorov-Smirnov test against the fitted normal distribution
 */
public record NormDistribution(
        Norm norm, double[] norms, Summary summary, Histogram histogram, Density density, NormalityTest normality) {

    /** Order statistics and moments; the standard deviation is the sample's, kurtosis is excess kurtosis. */
    public record Summary(
            int filters,
            double minimum,
            double lowerQuartile,
            double median,
            double upperQuartile,
            double maximum,
            double mean,
            double standardDeviation,
            double skewness,
            double excessKurtosis) {}

    /** Bin b counts the norms in [edges[b], edges[b + 1]); the last bin is closed. */
    public record Histogram(double[] edges, int[] counts) {}

    /** The density at evenly spaced points x; y integrates to about 1 over x. */
    public record Density(double bandwidth, double[] x, double[] y) {}

    public record NormalityTest(double statistic, double pValue) {}
}

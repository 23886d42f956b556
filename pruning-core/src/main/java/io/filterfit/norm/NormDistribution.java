package io.filterfit.norm;

import io.filterfit.spec.Norm;
import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;

/**
 * The distribution of the norms of one coupled group's filters (algorithm section 1).
 *
 * <p>Defined for any number of filters from 1 and for norms that are all equal; what has no value then is 0, as each part
 * states.
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

    public static NormDistribution of(FilterSet filters, Norm norm) {
        return of(filters.norms(norm), norm);
    }

    /**
     * The distribution of some of the norms, for instance those of the filters that stay.
     *
     * @param norms at least one, finite, not negative; not copied
     */
    public static NormDistribution of(double[] norms, Norm norm) {
        double[] sorted = norms.clone();
        Arrays.sort(sorted);
        Summary summary = Summary.of(sorted);
        return new NormDistribution(
                norm,
                norms,
                summary,
                Histogram.of(sorted, summary),
                Density.of(sorted, summary),
                NormalityTest.of(sorted, summary));
    }

    /**
     * Order statistics and moments. The standard deviation is the sample's (divisor n - 1), kurtosis is excess kurtosis.
     * Where a moment is undefined (standard deviation below 2 filters, skewness below 3, kurtosis below 4, or no spread) it
     * is 0.
     */
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
            double excessKurtosis) {

        static Summary of(double[] sorted) {
            DescriptiveStatistics statistics = new DescriptiveStatistics(sorted);
            // Equal norms can give a variance of 1e-34; no spread is no spread.
            boolean spread = sorted[0] < sorted[sorted.length - 1];
            return new Summary(
                    sorted.length,
                    statistics.getMin(),
                    statistics.getPercentile(25),
                    statistics.getPercentile(50),
                    statistics.getPercentile(75),
                    statistics.getMax(),
                    statistics.getMean(),
                    spread ? statistics.getStandardDeviation() : 0,
                    spread && sorted.length > 2 ? statistics.getSkewness() : 0,
                    spread && sorted.length > 3 ? statistics.getKurtosis() : 0);
        }

        /** The smaller of standard deviation and interquartile range / 1.34: a spread that outliers do not blow up. */
        double robustSpread() {
            double quartiles = (upperQuartile - lowerQuartile) / 1.34;
            return quartiles > 0 ? Math.min(quartiles, standardDeviation) : standardDeviation;
        }

        /** A width that is visible beside the mean, for distributions without any spread. */
        double fallbackWidth() {
            return mean > 0 ? mean / 20 : 1;
        }
    }

    /**
     * Bin b counts the norms in [edges[b], edges[b + 1]); the last bin is closed. Bins are 2 IQR / n^(1/3) wide (Freedman
     * and Diaconis, 1981), at most {@value #LARGEST} of them; where the quartiles coincide there are log2(n) + 1 (Sturges);
     * without any spread there is one bin around the value.
     */
    public record Histogram(double[] edges, int[] counts) {

        static final int LARGEST = 256;

        static Histogram of(double[] sorted, Summary summary) {
            double minimum = summary.minimum();
            double range = summary.maximum() - minimum;
            if (range == 0) {
                double half = summary.fallbackWidth() / 2;
                return new Histogram(new double[] {minimum - half, minimum + half}, new int[] {sorted.length});
            }
            int bins = bins(range, summary);
            double[] edges = new double[bins + 1];
            for (int b = 0; b <= bins; b++) {
                edges[b] = minimum + range * b / bins;
            }
            edges[bins] = summary.maximum();
            int[] counts = new int[bins];
            int bin = 0;
            for (double value : sorted) {
                while (bin < bins - 1 && value >= edges[bin + 1]) {
                    bin++;
                }
                counts[bin]++;
            }
            return new Histogram(edges, counts);
        }

        private static int bins(double range, Summary summary) {
            double width = 2 * (summary.upperQuartile() - summary.lowerQuartile()) / Math.cbrt(summary.filters());
            double bins = width > 0 ? range / width : 1 + Math.log(summary.filters()) / Math.log(2);
            return (int) Math.max(1, Math.min(LARGEST, Math.ceil(bins)));
        }
    }

    /**
     * The density at {@value #POINTS} evenly spaced points x from 4 bandwidths below the smallest norm to 4 above the
     * largest; y integrates to about 1 over x. The bandwidth is 0.9 min(sd, IQR / 1.34) n^(-1/5) (Silverman, 1986, equation
     * 3.31), or a twentieth of the mean where there is no spread.
     */
    public record Density(double bandwidth, double[] x, double[] y) {

        static final int POINTS = 160;
        /** Beyond 8 bandwidths the kernel is below 1e-14 of its peak. */
        private static final double REACH = 8;

        static Density of(double[] sorted, Summary summary) {
            double spread = summary.robustSpread();
            double bandwidth = spread > 0 ? 0.9 * spread * Math.pow(sorted.length, -0.2) : summary.fallbackWidth();
            double low = summary.minimum() - 4 * bandwidth;
            double step = (summary.maximum() - summary.minimum() + 8 * bandwidth) / (POINTS - 1);
            double[] x = new double[POINTS];
            double[] y = new double[POINTS];
            int first = 0;
            for (int i = 0; i < POINTS; i++) {
                x[i] = low + i * step;
                while (first < sorted.length && sorted[first] < x[i] - REACH * bandwidth) {
                    first++;
                }
                y[i] = at(x[i], sorted, first, bandwidth);
            }
            return new Density(bandwidth, x, y);
        }

        private static double at(double x, double[] sorted, int first, double bandwidth) {
            double sum = 0;
            for (int i = first; i < sorted.length && sorted[i] <= x + REACH * bandwidth; i++) {
                double z = (x - sorted[i]) / bandwidth;
                sum += Math.exp(-z * z / 2);
            }
            return sum / (sorted.length * bandwidth * Math.sqrt(2 * Math.PI));
        }
    }

    /**
     * Kolmogorov-Smirnov test against the normal distribution of the same mean and standard deviation. Since those are
     * fitted to the same norms, the p-value is too large (Lilliefors): read it as a description, not as a test at a level. A
     * group without spread, or of one filter, fits perfectly: statistic 0, p-value 1.
     */
    public record NormalityTest(double statistic, double pValue) {

        static NormalityTest of(double[] sorted, Summary summary) {
            if (summary.standardDeviation() == 0) {
                return new NormalityTest(0, 1);
            }
            NormalDistribution fitted = new NormalDistribution(null, summary.mean(), summary.standardDeviation());
            KolmogorovSmirnovTest test = new KolmogorovSmirnovTest();
            double statistic = test.kolmogorovSmirnovStatistic(fitted, sorted);
            return new NormalityTest(statistic, 1 - test.cdf(statistic, sorted.length));
        }
    }
}

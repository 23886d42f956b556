package io.filterfit.norm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.filterfit.spec.Norm;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

class NormDistributionTest {

    @Test
    void statesTheMomentsAndQuartilesOfAKnownSample() {
        NormDistribution.Summary summary =
                NormDistribution.of(FilterSets.ofNorms(4, 1, 3, 2, 10), Norm.L2).summary();

        assertThat(summary.filters()).isEqualTo(5);
        assertThat(summary.minimum()).isEqualTo(1);
        assertThat(summary.median()).isEqualTo(3);
        assertThat(summary.maximum()).isEqualTo(10);
        assertThat(summary.mean()).isEqualTo(4);
        assertThat(summary.standardDeviation()).isCloseTo(Math.sqrt(12.5), within(1e-12));
        // The sample skewness and excess kurtosis as in statistics packages (G1, G2).
        assertThat(summary.skewness()).isCloseTo(1.697056, within(1e-6));
        assertThat(summary.excessKurtosis()).isCloseTo(3.152, within(1e-3));
    }

    @Test
    void recognisesNormalNorms() {
        NormDistribution distribution = NormDistribution.of(normalQuantiles(400), Norm.L2);

        assertThat(distribution.normality().pValue()).isGreaterThan(0.99);
        assertThat(distribution.summary().skewness()).isCloseTo(0, within(1e-6));
        assertThat(distribution.summary().excessKurtosis()).isCloseTo(0, within(0.1));
    }

    @Test
    void recognisesThatTwoClustersAreNotNormal() {
        double[] norms = DoubleStream.concat(
                        Arrays.stream(normalQuantiles(200)),
                        Arrays.stream(normalQuantiles(200)).map(v -> v + 20))
                .toArray();

        assertThat(NormDistribution.of(norms, Norm.L2).normality().pValue()).isLessThan(1e-6);
    }

    @Test
    void densityOfNormalNormsIsNearTheNormalDensity() {
        NormDistribution.Density density =
                NormDistribution.of(normalQuantiles(2_000), Norm.L2).density();

        NormalDistribution normal = new NormalDistribution(10, 1);
        for (int i = 0; i < density.x().length; i++) {
            assertThat(density.y()[i]).isCloseTo(normal.density(density.x()[i]), within(0.02));
        }
    }

    @Test
    void describesASingleFilter() {
        NormDistribution distribution = NormDistribution.of(FilterSets.ofNorms(2), Norm.L1);

        assertThat(distribution.summary()).isEqualTo(new NormDistribution.Summary(1, 2, 2, 2, 2, 2, 2, 0, 0, 0));
        assertThat(distribution.normality()).isEqualTo(new NormDistribution.NormalityTest(0, 1));
        assertThat(distribution.histogram().counts()).containsExactly(1);
    }

    @Test
    void describesNormsThatAreAllEqualThoughNotRepresentable() {
        NormDistribution distribution = NormDistribution.of(FilterSets.ofNorms(0.1f, 0.1f, 0.1f, 0.1f, 0.1f), Norm.L2);

        assertThat(distribution.summary().standardDeviation()).isZero();
        assertThat(distribution.histogram().counts()).containsExactly(5);
        assertAllFinite(distribution);
    }

    @Test
    void describesFiltersOfZerosOnly() {
        NormDistribution distribution = NormDistribution.of(FilterSets.ofNorms(0, 0, 0), Norm.L2);

        assertThat(distribution.summary().maximum()).isZero();
        assertAllFinite(distribution);
    }

    @Test
    void hasBinsWhereTheQuartilesCoincide() {
        NormDistribution distribution = NormDistribution.of(FilterSets.ofNorms(1, 1, 1, 1, 1, 1, 1, 9), Norm.L2);

        assertThat(distribution.histogram().counts()).containsExactly(7, 0, 0, 1);
    }

    @Test
    void limitsTheBinsThatAnOutlierWouldCause() {
        double[] norms = DoubleStream.concat(Arrays.stream(normalQuantiles(500)), DoubleStream.of(1e9))
                .toArray();

        assertThat(NormDistribution.of(norms, Norm.L2).histogram().counts())
                .hasSize(NormDistribution.Histogram.LARGEST);
    }

    @Property(tries = 200)
    void countsEveryFilterOnceAndSpreadsADensityOfOne(@ForAll("norms") double[] norms) {
        NormDistribution distribution = NormDistribution.of(norms, Norm.L2);

        assertThat(Arrays.stream(distribution.histogram().counts()).sum()).isEqualTo(norms.length);
        assertAllFinite(distribution);
    }

    @Test
    void densityIntegratesToOne() {
        NormDistribution.Density density =
                NormDistribution.of(FilterSets.random(300, 9, 7), Norm.L2).density();

        double step = density.x()[1] - density.x()[0];
        assertThat(Arrays.stream(density.y()).sum() * step).isCloseTo(1, within(1e-3));
    }

    @Provide
    Arbitrary<double[]> norms() {
        return Arbitraries.doubles()
                .between(0, 100)
                .array(double[].class)
                .ofMinSize(1)
                .ofMaxSize(60);
    }

    private static void assertAllFinite(NormDistribution distribution) {
        NormDistribution.Summary summary = distribution.summary();
        assertThat(Stream.of(
                                distribution.density().x(),
                                distribution.density().y(),
                                distribution.histogram().edges(),
                                new double[] {
                                    summary.mean(),
                                    summary.standardDeviation(),
                                    summary.skewness(),
                                    summary.excessKurtosis(),
                                    distribution.normality().statistic(),
                                    distribution.normality().pValue()
                                })
                        .flatMapToDouble(Arrays::stream))
                .allMatch(Double::isFinite);
    }

    /** n values whose distribution is as normal as n values can be: mean 10, standard deviation 1. */
    private static double[] normalQuantiles(int n) {
        NormalDistribution normal = new NormalDistribution(10, 1);
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = normal.inverseCumulativeProbability((i + 0.5) / n);
        }
        return values;
    }
}

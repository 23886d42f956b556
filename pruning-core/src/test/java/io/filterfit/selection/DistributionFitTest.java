package io.filterfit.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class DistributionFitTest {

    @Property(tries = 200)
    void wassersteinAgreesWithTheDefinitionByQuantiles(
            @ForAll("norms") double[] original, @ForAll("norms") double[] kept) {
        assertThat(DistributionFit.between(original, kept).wasserstein())
                .isCloseTo(Subsets.wasserstein(original, kept), within(1e-9));
    }

    @Test
    void isZeroForTheSameDistribution() {
        assertThat(DistributionFit.between(new double[] {3, 1, 1, 3}, new double[] {1, 3}))
                .isEqualTo(new DistributionFit(0, 0));
    }

    @Test
    void measuresAnUpperHalf() {
        DistributionFit fit = DistributionFit.between(new double[] {1, 2, 3, 4}, new double[] {3, 4});

        assertThat(fit.wasserstein()).isCloseTo(1, within(1e-12));
        assertThat(fit.kolmogorovSmirnov()).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void measuresASingleKeptFilter() {
        DistributionFit fit = DistributionFit.between(new double[] {1, 2, 3}, new double[] {2});

        assertThat(fit.wasserstein()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(fit.kolmogorovSmirnov()).isCloseTo(1 / 3.0, within(1e-12));
    }

    @Provide
    Arbitrary<double[]> norms() {
        return Arbitraries.doubles()
                .between(0, 3)
                .array(double[].class)
                .ofMinSize(1)
                .ofMaxSize(12);
    }
}

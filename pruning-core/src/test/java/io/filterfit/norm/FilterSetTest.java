package io.filterfit.norm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import io.filterfit.spec.Norm;
import org.junit.jupiter.api.Test;

class FilterSetTest {

    @Test
    void takesTheNormsOfEachFilter() {
        FilterSet filters = FilterSets.of(new float[] {3, -4}, new float[] {0, 0}, new float[] {1, 1});

        assertThat(filters.norms(Norm.L1)).containsExactly(7, 0, 2);
        assertThat(filters.norms(Norm.L2)).containsExactly(new double[] {5, 0, Math.sqrt(2)}, within(1e-15));
    }

    @Test
    void takesNormsInDoubleWhereFloatWouldOverflow() {
        FilterSet filters = FilterSets.of(new float[] {3e38f, 3e38f});

        assertThat(filters.norms(Norm.L1)[0]).isCloseTo(6e38, within(1e32));
        assertThat(filters.norms(Norm.L2)[0]).isCloseTo(3e38 * Math.sqrt(2), within(1e32));
    }

    @Test
    void namesTheGroupAndFilterWhoseWeightIsNotANumber() {
        float[] weights = {1, 2, 3, Float.NaN, 5, 6};

        assertThatThrownBy(() -> new FilterSet("stage2.stream", 3, 2, weights, new boolean[3]))
                .isInstanceOfSatisfying(CompressionException.class, e -> assertThat(e.reason())
                        .isEqualTo(FailureReason.MODEL_UNSUPPORTED))
                .hasMessageContaining("stage2.stream")
                .hasMessageContaining("filter 1")
                .hasMessageContaining("NaN");
    }

    @Test
    void namesTheGroupThatHasNoFilters() {
        assertThatThrownBy(() -> new FilterSet("conv3", 0, 9, new float[0], new boolean[0]))
                .isInstanceOf(CompressionException.class)
                .hasMessageContaining("conv3");
    }

    @Test
    void refusesWeightsThatDoNotMakeTheFilters() {
        assertThatThrownBy(() -> new FilterSet("conv3", 2, 9, new float[17], new boolean[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("conv3");
    }

    @Test
    void subsetHoldsTheGivenFiltersInTheGivenOrder() {
        FilterSet filters =
                new FilterSet("layer", 3, 2, new float[] {1, 2, 3, 4, 5, 6}, new boolean[] {true, false, false});

        FilterSet subset = filters.subset(new int[] {2, 0});

        assertThat(subset.weights()).containsExactly(5, 6, 1, 2);
        assertThat(subset.dead()).containsExactly(false, true);
    }
}

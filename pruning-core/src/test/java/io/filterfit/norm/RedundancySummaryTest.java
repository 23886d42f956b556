package io.filterfit.norm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RedundancySummaryTest {

    @Test
    void isTheCosineWithTheNearestOtherFilter() {
        FilterSet filters = FilterSets.of(new float[] {1, 0}, new float[] {0, 1}, new float[] {3, 4});

        RedundancySummary summary = RedundancySummary.of(filters);

        assertThat(summary.redundancy()).containsExactly(new double[] {0.6, 0.8, 0.8}, within(1e-12));
        assertThat(summary.maximumCosine()).isCloseTo(0.8, within(1e-12));
        assertThat(summary.meanNearestCosine()).isCloseTo(2.2 / 3, within(1e-12));
        assertThat(summary.nearTwins()).isZero();
        assertThat(summary.exact()).isTrue();
    }

    @Test
    void isOneForATwinOfAnotherScale() {
        FilterSet filters = FilterSets.of(new float[] {1, 2, 3}, new float[] {2, 4, 6}, new float[] {-3, 0, 1});

        RedundancySummary summary = RedundancySummary.of(filters);

        assertThat(summary.redundancy()[0]).isCloseTo(1, within(1e-12));
        assertThat(summary.redundancy()[1]).isCloseTo(1, within(1e-12));
        assertThat(summary.nearTwins()).isEqualTo(2);
    }

    @Test
    void isZeroForOppositeFilters() {
        RedundancySummary summary = RedundancySummary.of(FilterSets.of(new float[] {1, 2}, new float[] {-1, -2}));

        assertThat(summary.redundancy()).containsExactly(0, 0);
        assertThat(summary.maximumCosine()).isCloseTo(-1, within(1e-12));
    }

    @Test
    void isZeroForTheOnlyFilter() {
        assertThat(RedundancySummary.of(FilterSets.ofNorms(3)).redundancy()).containsExactly(0);
    }

    @Test
    void countsFiltersOfZerosAsTwinsOfOneAnotherOnly() {
        FilterSet filters =
                FilterSets.of(new float[] {0, 0}, new float[] {1, 0}, new float[] {0, 0}, new float[] {-1, -0.5f});

        assertThat(RedundancySummary.of(filters).redundancy()).containsExactly(1, 0, 1, 0);
    }

    @Test
    void isZeroForASingleFilterOfZeros() {
        FilterSet filters = FilterSets.of(new float[] {0, 0}, new float[] {1, 0}, new float[] {2, 0});

        assertThat(RedundancySummary.of(filters).redundancy()).containsExactly(new double[] {0, 1, 1}, within(1e-12));
    }

    @Property(tries = 30)
    void agreesWithTheDefinitionOnAllPairs(@ForAll @IntRange(min = 2, max = 150) int n, @ForAll long seed) {
        FilterSet filters = FilterSets.random(n, 7, seed);

        double[] redundancy = RedundancySummary.of(filters).redundancy();

        for (int i = 0; i < n; i++) {
            int filter = i;
            double nearest = IntStream.range(0, n)
                    .filter(other -> other != filter)
                    .mapToDouble(other -> cosine(filters, filter, other))
                    .max()
                    .orElseThrow();
            assertThat(redundancy[i]).isCloseTo(Math.max(0, nearest), within(1e-5));
        }
    }

    @Test
    void projectionTreesNeverOverstateAndFindNearTwins() {
        int pairs = 1_000;
        FilterSet filters = withTwins(pairs, 32, 0.1f);

        RedundancySummary approximate = RedundancySummary.of(filters, false);
        RedundancySummary exact = RedundancySummary.of(filters, true);

        assertThat(approximate.exact()).isFalse();
        for (int i = 0; i < filters.filters(); i++) {
            assertThat(approximate.redundancy()[i]).isLessThanOrEqualTo(exact.redundancy()[i] + 1e-5);
        }
        assertThat(exact.nearTwins()).isEqualTo(2 * pairs);
        assertThat(approximate.nearTwins()).isGreaterThan((int) (0.99 * 2 * pairs));
    }

    @Test
    void projectionTreesSplitFiltersThatAreAllTheSame() {
        float[] same = new float[1_000 * 3];
        Arrays.fill(same, 0.5f);
        FilterSet filters = new FilterSet("layer", 1_000, 3, same, new boolean[1_000]);

        assertThat(RedundancySummary.of(filters, false).redundancy())
                .satisfies(all -> assertThat(Arrays.stream(all)).allMatch(value -> value == 1));
    }

    @Test
    void givesTheSameNumbersEveryTime() {
        FilterSet filters = FilterSets.random(3_000, 8, 5);

        assertThat(RedundancySummary.of(filters, false).redundancy())
                .isEqualTo(RedundancySummary.of(filters, false).redundancy());
    }

    /** Filter 2i + 1 is filter 2i with a little noise. */
    private static FilterSet withTwins(int pairs, int width, float noise) {
        Random random = new Random(11);
        float[] weights = new float[2 * pairs * width];
        for (int pair = 0; pair < pairs; pair++) {
            for (int k = 0; k < width; k++) {
                float weight = (float) random.nextGaussian();
                weights[2 * pair * width + k] = weight;
                weights[(2 * pair + 1) * width + k] = weight + noise * (float) random.nextGaussian();
            }
        }
        return new FilterSet("layer", 2 * pairs, width, weights, new boolean[2 * pairs]);
    }

    private static double cosine(FilterSet filters, int a, int b) {
        int width = filters.weightsPerFilter();
        double dot = 0;
        double first = 0;
        double second = 0;
        for (int k = 0; k < width; k++) {
            double x = filters.weights()[a * width + k];
            double y = filters.weights()[b * width + k];
            dot += x * y;
            first += x * x;
            second += y * y;
        }
        return dot / Math.sqrt(first * second);
    }
}

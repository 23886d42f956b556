package io.filterfit.norm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.junit.jupiter.api.Test;

class DistanceSumsTest {

    @Test
    void addsTheDistancesToAllOthers() {
        FilterSet filters = FilterSets.of(new float[] {0, 0}, new float[] {3, 4}, new float[] {3, 0});

        assertThat(DistanceSums.of(filters)).containsExactly(new double[] {8, 9, 7}, within(1e-5));
    }

    @Test
    void isZeroForTheOnlyFilter() {
        assertThat(DistanceSums.of(FilterSets.ofNorms(3))).containsExactly(0);
    }

    @Property(tries = 30)
    void agreesWithTheDefinitionOnAllPairs(@ForAll @IntRange(min = 1, max = 140) int n, @ForAll long seed) {
        FilterSet filters = FilterSets.random(n, 5, seed);

        double[] sums = DistanceSums.of(filters);

        for (int i = 0; i < n; i++) {
            int filter = i;
            double expected = IntStream.range(0, n)
                    .mapToDouble(other -> distance(filters, filter, other))
                    .sum();
            assertThat(sums[i]).isCloseTo(expected, withinPercentage(1e-4));
        }
    }

    @Test
    void aSampleRanksNearlyAsAllPairsDo() {
        FilterSet filters = FilterSets.random(2_000, 6, 3);

        double[] all = DistanceSums.of(filters);
        double[] sampled = DistanceSums.of(filters, IntStream.range(0, 256).toArray());

        assertThat(new SpearmansCorrelation().correlation(all, sampled)).isGreaterThan(0.99);
    }

    private static double distance(FilterSet filters, int a, int b) {
        int width = filters.weightsPerFilter();
        double squared = 0;
        for (int k = 0; k < width; k++) {
            double difference = (double) filters.weights()[a * width + k] - filters.weights()[b * width + k];
            squared += difference * difference;
        }
        return Math.sqrt(squared);
    }
}

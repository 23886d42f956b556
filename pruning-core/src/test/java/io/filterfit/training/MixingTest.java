package io.filterfit.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.filterfit.spec.Mixup;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MixingTest {

    private static final Mixup MIXUP = new Mixup(0.2);

    @Test
    void theSameSeedAndStepMixTheSame() {
        assertThat(Mixing.of(MIXUP, 3, 17, 32)).usingRecursiveComparison().isEqualTo(Mixing.of(MIXUP, 3, 17, 32));
    }

    @Test
    void anotherStepMixesOthers() {
        Mixing one = Mixing.of(MIXUP, 3, 17, 32);
        Mixing other = Mixing.of(MIXUP, 3, 18, 32);

        assertThat(other.share()).isNotEqualTo(one.share());
        assertThat(other.other()).isNotEqualTo(one.other());
    }

    @Test
    void everyImageIsMixedIntoOne() {
        assertThat(Arrays.stream(Mixing.of(MIXUP, 3, 17, 32).other()).sorted().toArray())
                .isEqualTo(IntStream.range(0, 32).toArray());
    }

    /** The variance of Beta(a, a) is 1 / (4 (2 a + 1)). */
    @Test
    void theShareIsDrawnFromTheBetaDistribution() {
        double[] shares = IntStream.range(0, 4_000)
                .mapToDouble(step -> Mixing.of(MIXUP, 3, step, 1).share())
                .toArray();

        double mean = Arrays.stream(shares).average().orElseThrow();
        double variance = Arrays.stream(shares)
                .map(share -> (share - mean) * (share - mean))
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(0.5, within(0.03));
        assertThat(variance).isCloseTo(1 / (4 * 1.4), within(0.01));
    }

    @Test
    void imagesAndLabelsAreMixedByTheSameShare() {
        Mixing mixing = new Mixing(0.75, new int[] {1, 0});

        assertThat(mixing.mix(new float[] {4, 8, 0, 16}, 2)).containsExactly(3, 10, 1, 14);
        assertThat(mixing.mixture(new int[] {5, 6}).share()).isEqualTo(0.75);
        assertThat(mixing.mixture(new int[] {5, 6}).labels()).containsExactly(6, 5);
    }
}

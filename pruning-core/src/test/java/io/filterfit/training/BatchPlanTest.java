package io.filterfit.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BatchPlanTest {

    @Property
    void everyImageComesOnceAnEpoch(@ForAll @IntRange(min = 1, max = 300) int images, @ForAll long seed) {
        int[] order = BatchPlan.of(images, true, seed, 1).order();

        assertThat(Arrays.stream(order).sorted().toArray())
                .isEqualTo(IntStream.range(0, images).toArray());
    }

    @Property
    void imagesMoveByAtMostFourPixels(@ForAll long seed) {
        BatchPlan plan = BatchPlan.of(500, true, seed, 3);

        assertThat(Arrays.stream(plan.down()).boxed()).contains(-4, 4).allMatch(move -> Math.abs(move) <= 4);
        assertThat(Arrays.stream(plan.right()).boxed()).contains(-4, 4).allMatch(move -> Math.abs(move) <= 4);
    }

    @Test
    void withoutAugmentationNothingMoves() {
        BatchPlan plan = BatchPlan.of(50, false, 1, 1);

        assertThat(plan.down()).containsOnly(0);
        assertThat(plan.right()).containsOnly(0);
        assertThat(plan.flip()).containsOnly(false);
    }

    @Test
    void sameSeedAndEpochGiveTheSamePlan() {
        assertThat(BatchPlan.of(50, true, 1, 2)).usingRecursiveComparison().isEqualTo(BatchPlan.of(50, true, 1, 2));
    }

    @Test
    void anotherEpochHasAnotherOrder() {
        assertThat(BatchPlan.of(50, true, 1, 2).order())
                .isNotEqualTo(BatchPlan.of(50, true, 1, 3).order());
    }

    @Test
    void aLastBatchOfLessThanHalfIsLeftOut() {
        assertThat(BatchPlan.steps(100, 32)).isEqualTo(3); // 4 images left
        assertThat(BatchPlan.steps(116, 32)).isEqualTo(4); // 20 images left
        assertThat(BatchPlan.steps(3, 32)).isEqualTo(1);
    }
}

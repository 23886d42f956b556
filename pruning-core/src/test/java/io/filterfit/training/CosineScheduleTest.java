package io.filterfit.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CosineScheduleTest {

    @Test
    void withoutWarmUpItStartsAtThePeak() {
        assertThat(new CosineSchedule(0.1, 0, 100).at(0)).isEqualTo(0.1);
    }

    @Test
    void halfWayItIsHalfThePeak() {
        assertThat(new CosineSchedule(0.1, 0, 100).at(50)).isCloseTo(0.05, within(1e-12));
    }

    @Test
    void theWarmUpClimbsInEqualSteps() {
        CosineSchedule schedule = new CosineSchedule(0.1, 4, 100);

        assertThat(schedule.at(0)).isCloseTo(0.02, within(1e-12));
        assertThat(schedule.at(3)).isCloseTo(0.08, within(1e-12));
        assertThat(schedule.at(4)).isCloseTo(0.1, within(1e-12));
    }

    @Property
    void afterTheWarmUpItFallsWithEveryStepAndStaysAboveZero(
            @ForAll @IntRange(min = 0, max = 50) int warmup, @ForAll @IntRange(min = 2, max = 500) int rest) {
        CosineSchedule schedule = new CosineSchedule(1, warmup, warmup + rest);

        for (int step = warmup + 1; step < warmup + rest; step++) {
            assertThat(schedule.at(step)).isLessThan(schedule.at(step - 1)).isPositive();
        }
    }
}

package io.filterfit.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointIntervalTest {

    @Test
    void goesByTheClock() {
        CheckpointInterval interval = CheckpointInterval.parse("5m");

        assertThat(interval.isOver(Duration.ofSeconds(299), 1_000_000)).isFalse();
        assertThat(interval.isOver(Duration.ofSeconds(300), 1)).isTrue();
    }

    @Test
    void goesBySteps() {
        CheckpointInterval interval = CheckpointInterval.parse("500 steps");

        assertThat(interval.isOver(Duration.ofDays(1), 499)).isFalse();
        assertThat(interval.isOver(Duration.ZERO, 500)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "0m", "-5m", "5 minutes", "500  steps", "99999999999s", "PT5M"})
    void saysHowItIsWritten(String text) {
        assertThatThrownBy(() -> CheckpointInterval.parse(text)).hasMessageContaining("5m, 30s, 2h or '500 steps'");
    }
}

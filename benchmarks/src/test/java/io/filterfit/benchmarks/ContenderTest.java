package io.filterfit.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ContenderTest {

    private static Contender shell(String script) {
        return new Contender(
                Entrant.PYTORCH, List.of("sh", "-c", script), Map.of("GREETING", "RATE 5 6 of a shell"), List.of());
    }

    @Test
    @Timeout(30)
    void theRateIsReadFromAProcessesOutput() throws Exception {
        assertThat(shell("echo noise; echo $GREETING; echo more").run(20)).isEqualTo(new Rate(5, 6, "of a shell"));
    }

    @Test
    @Timeout(30)
    void aProcessThatFailsIsShownWithWhatItSaid() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> shell("echo out of luck >&2; exit 3").run(20))
                .withMessageContaining("out of luck");
    }

    @Test
    @Timeout(30)
    void aProcessThatHangsIsEnded() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> shell("exec sleep 25").run(1))
                .withMessageContaining("PYTORCH failed");
    }

    @Test
    void aRateSurvivesItsLine() {
        Rate rate = new Rate(123.25, 5, "a library, 2 threads");

        assertThat(Rate.parse(rate.line())).isEqualTo(rate);
    }
}

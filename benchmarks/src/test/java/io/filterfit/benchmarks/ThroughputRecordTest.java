package io.filterfit.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ThroughputRecordTest {

    private static Contender shell(String script) {
        return new Contender("script", List.of("sh", "-c", script), Map.of("GREETING", "RATE 5 6"), List.of());
    }

    @Test
    void theMedianOfTheRoundsCounts() {
        ThroughputRecord measured = new ThroughputRecord("command", "resnet-20", 128);
        for (double training : new double[] {30, 10, 20}) {
            measured.add("a", new Rate(training, 10 * training));
        }
        measured.add("b", new Rate(100, 300));
        measured.add("b", new Rate(200, 500));

        assertThat(measured.training("a")).isEqualTo(20);
        assertThat(measured.inference("a")).isEqualTo(200);
        assertThat(measured.training("b")).isEqualTo(150);
        assertThat(measured.table()).contains("| a | 20 | 1.00 | 200 | 1.00 |", "| b | 150 | 7.50 | 400 | 2.00 |");
    }

    @Test
    @Timeout(30)
    void theRateIsReadFromAProcessesOutput() throws Exception {
        assertThat(shell("echo noise; echo $GREETING; echo more").run(20)).isEqualTo(new Rate(5, 6));
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
                .withMessageContaining("script failed");
    }

    @Test
    void aRateSurvivesItsLine() {
        Rate rate = new Rate(123.25, Double.NaN);

        assertThat(Rate.parse(rate.line())).isEqualTo(rate);
    }
}

package io.filterfit.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.filterfit.nd4j.Device;
import io.filterfit.nd4j.RuntimeFacts;
import io.filterfit.training.TrainingHistory;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArithmeticWarningsTest {

    private static final String FELL_BACK = "The CPU computes, as no GPU was found.";

    private static RuntimeFacts warning(String... warnings) {
        return new RuntimeFacts(
                Device.CPU, List.of(), "1.0.0-M2.1", true, "avx2", 2, "jemalloc", true, List.of(warnings));
    }

    private static RoundReport trainedOn(int number, RuntimeFacts arithmetic) {
        TrainingHistory history = new TrainingHistory(List.of(), List.of(), 0, 0.5, 0.5, arithmetic);
        return new RoundReport(number, false, List.of(), null, null, history);
    }

    @Test
    void aFallBackOfTheTrainerReachesTheReportOfAnotherMachine() {
        List<RoundReport> rounds = List.of(trainedOn(1, warning(FELL_BACK)), trainedOn(2, warning(FELL_BACK)));

        assertThat(ArithmeticWarnings.of(warning(), rounds)).containsExactly("Training: " + FELL_BACK);
    }

    @Test
    void whatHoldsForMeasurementAndTrainingIsSaidOnce() {
        assertThat(ArithmeticWarnings.of(warning(FELL_BACK), List.of(trainedOn(1, warning(FELL_BACK)))))
                .containsExactly(FELL_BACK);
    }

    @Test
    void aRoundWithoutTrainingWarnsOfNothing() {
        assertThat(ArithmeticWarnings.of(warning(), List.of(new RoundReport(1, false, List.of(), null, null, null))))
                .isEmpty();
    }
}

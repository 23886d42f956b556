package io.filterfit.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.filterfit.spec.EarlyStop;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlateauTest {

    private static final EarlyStop RULE = new EarlyStop(2, 0.01);

    private static boolean reached(double before, double... accuracies) {
        List<TrainingHistory.Epoch> epochs = new ArrayList<>();
        for (double accuracy : accuracies) {
            epochs.add(new TrainingHistory.Epoch(epochs.size() + 1, 0.1, 1, 0.5, 1, accuracy, false, 100, 1));
        }
        return Plateau.reached(RULE, before, epochs);
    }

    @Test
    void patienceIsCountedFromTheLastImprovement() {
        assertThat(reached(0.5, 0.6, 0.55)).isFalse();
        assertThat(reached(0.5, 0.6, 0.55, 0.58)).isTrue();
        assertThat(reached(0.5, 0.6, 0.55, 0.7, 0.58)).isFalse();
    }

    @Test
    void aSmallRiseIsNone() {
        assertThat(reached(0.5, 0.505, 0.509)).isTrue();
    }

    @Test
    void smallRisesAddUp() {
        assertThat(reached(0.5, 0.506, 0.512)).isFalse();
    }

    @Test
    void whatWasThereBeforeTrainingHasToBeBeatenToo() {
        assertThat(reached(0.9, 0.8, 0.85)).isTrue();
    }
}

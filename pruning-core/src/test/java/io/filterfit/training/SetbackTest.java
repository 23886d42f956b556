package io.filterfit.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.filterfit.dataset.NetworkInput;
import io.filterfit.dataset.TrainingSplits;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import io.filterfit.spec.TrainingSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What happens when a loss is no number; two epochs of five steps. */
@Timeout(120)
class SetbackTest {

    private static final TrainingSpec SPEC = new TrainingSpec(2, 16, 0.05, 0.9, 1e-4, 0, false, 16);

    @TempDir
    private static Path directory;

    private static TrainingSplits images;

    private final List<TrainingHistory.Setback> heard = new ArrayList<>();
    private final ComputationGraph network = TinyNetworks.resNet8(CNN2DFormat.NHWC);

    @BeforeAll
    static void writeImages() {
        images = TinyNetworks.stripes(directory).holdOut(16);
    }

    @Test
    void theEpochIsBegunAgainWithHalfTheLearningRate() {
        TrainingHistory history = train(call -> call == 8); // the eighth step: the third of the second epoch

        assertThat(history.setbacks()).hasSize(1).isEqualTo(heard);
        TrainingHistory.Setback setback = history.setbacks().get(0);
        assertThat(setback.epoch()).isEqualTo(2);
        assertThat(setback.step()).isEqualTo(8);
        assertThat(setback.problem()).contains("no longer a number");
        assertThat(setback.learningRate()).isEqualTo(0.025);
        assertThat(history.epochs()).hasSize(2);
        double lastRate = new CosineSchedule(0.05, 0, 10).at(9);
        assertThat(history.epochs().get(1).learningRate()).isCloseTo(lastRate / 2, within(1e-9));
    }

    @Test
    void nothingIsLeftOfTheStepsThatWentWrong() {
        ComputationGraph other = TinyNetworks.resNet8(CNN2DFormat.NHWC);

        train(call -> call == 7);
        new Trainer(SPEC, 3, TrainingObserver.SILENT)
                .train(TrainingTask.of(other, images), failing(other, call -> call == 9));

        assertThat(network.params().toFloatVector()).isEqualTo(other.params().toFloatVector());
    }

    @Test
    void twiceItIsHalved() {
        TrainingHistory history = train(Set.of(2, 9)::contains);

        assertThat(history.setbacks())
                .extracting(TrainingHistory.Setback::learningRate)
                .containsExactly(0.025, 0.0125);
    }

    @Test
    void theThirdTimeTheRunFailsWithTheBestWeightsInPlace() {
        assertThatExceptionOfType(CompressionException.class)
                .isThrownBy(() -> train(call -> call >= 8))
                .withMessageContaining("0.0125")
                .withMessageContaining("training.learningRate")
                .extracting(CompressionException::reason)
                .isEqualTo(FailureReason.TRAINING_DIVERGED);
        assertThat(heard).hasSize(2);
        assertThat(network.params().isNaN().any()).isFalse();
    }

    private TrainingHistory train(IntPredicate wrong) {
        TrainingObserver observer = new TrainingObserver() {
            @Override
            public void setback(TrainingHistory.Setback setback) {
                heard.add(setback);
            }
        };
        return new Trainer(SPEC, 3, observer).train(TrainingTask.of(network, images), failing(network, wrong));
    }

    private static GradientEngine failing(ComputationGraph network, IntPredicate wrong) {
        return new FailingEngine(GradientEngine.of(network, NetworkInput.of(network)), new AtomicInteger(), wrong);
    }
}

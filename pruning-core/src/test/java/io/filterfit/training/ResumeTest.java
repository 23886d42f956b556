package io.filterfit.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.filterfit.dataset.TrainingSplits;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import io.filterfit.spec.TrainingSpec;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run that is left and taken up again ends as one that was not. */
@Timeout(120)
class ResumeTest {

    private static final long SEED = 3;

    @TempDir
    private static Path directory;

    private static TrainingSplits images;

    @BeforeAll
    static void writeImages() {
        images = TinyNetworks.stripes(directory).holdOut(16);
    }

    @Test
    void leftAfterEverySingleStepItEndsTheSame() {
        ComputationGraph undisturbed = TinyNetworks.resNet8(CNN2DFormat.NHWC);
        TrainingHistory expected = new Trainer(spec(0.05), SEED, TrainingObserver.SILENT).train(undisturbed, images);
        Pocket pocket = new Pocket();

        ComputationGraph network = TinyNetworks.resNet8(CNN2DFormat.NHWC);
        int departures = 0;
        while (leftAfterOneStep(pocket, network)) {
            departures++;
            network = TinyNetworks.resNet8(CNN2DFormat.NHWC);
        }
        TrainingHistory history = pocket.history;

        assertThat(departures).isGreaterThanOrEqualTo(10);
        assertThat(network.params().toFloatVector())
                .isEqualTo(undisturbed.params().toFloatVector());
        assertThat(history)
                .usingRecursiveComparison()
                .ignoringFields("epochs.imagesPerSecond", "epochs.seconds")
                .isEqualTo(expected);
    }

    @Test
    void anotherSpecificationDoesNotGoOnFromIt() {
        Pocket pocket = new Pocket();
        leftAfterOneStep(pocket, TinyNetworks.resNet8(CNN2DFormat.NHWC));
        ComputationGraph fresh = TinyNetworks.resNet8(CNN2DFormat.NHWC);
        ComputationGraph network = TinyNetworks.resNet8(CNN2DFormat.NHWC);

        new Trainer(spec(0.04), SEED, TrainingObserver.SILENT).train(fresh, images);
        new Trainer(spec(0.04), SEED, TrainingObserver.SILENT, pocket).train(network, images);

        assertThat(network.params().toFloatVector()).isEqualTo(fresh.params().toFloatVector());
    }

    @Test
    void anotherNetworkDoesNotGoOnFromIt() {
        Pocket pocket = new Pocket();
        leftAfterOneStep(pocket, TinyNetworks.resNet8(CNN2DFormat.NHWC));
        TrainingState state = pocket.state.orElseThrow();
        ComputationGraph other = TinyNetworks.resNet8(CNN2DFormat.NHWC);
        other.params().addi(0.01);

        assertThat(RunIdentity.of(spec(0.05), SEED, other, images)).isNotEqualTo(state.run());
    }

    private static TrainingSpec spec(double learningRate) {
        return new TrainingSpec(2, 16, learningRate, 0.9, 1e-4, 0.5, true, 16);
    }

    /** Trains on until one step more is done; false if that was not to be had any more. */
    private static boolean leftAfterOneStep(Pocket pocket, ComputationGraph network) {
        pocket.offers = 0;
        TrainingObserver impatient = new TrainingObserver() {
            @Override
            public boolean cancelled() {
                return pocket.offers > 0;
            }
        };
        CompressionException left = catchThrowableOfType(
                CompressionException.class,
                () -> pocket.history = new Trainer(spec(0.05), SEED, impatient, pocket).train(network, images));
        if (left == null) {
            return false;
        }
        assertThat(left.reason()).isEqualTo(FailureReason.CANCELLED);
        return true;
    }

    private static final class Pocket implements Checkpoints {

        private Optional<TrainingState> state = Optional.empty();
        private TrainingHistory history;
        private int offers;

        @Override
        public Optional<TrainingState> newest(Predicate<TrainingState> willDo) {
            return state.filter(willDo);
        }

        @Override
        public void offer(Supplier<TrainingState> offered) {
            offers++;
        }

        @Override
        public void handOver(TrainingState left) {
            state = Optional.of(left);
        }
    }
}

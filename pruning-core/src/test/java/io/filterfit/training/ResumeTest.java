package io.filterfit.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.filterfit.dataset.NetworkInput;
import io.filterfit.dataset.TrainingSplits;
import io.filterfit.onednn.CompiledPasses;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import io.filterfit.spec.TrainingSpec;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
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
    private static final TrainingSpec SPEC = spec(0.05);

    @TempDir
    private static Path directory;

    private static TrainingSplits images;

    @BeforeAll
    static void writeImages() {
        images = TinyNetworks.stripes(directory).holdOut(16);
    }

    @Test
    void leftAfterEverySingleStepItEndsTheSame() {
        assertEndsTheSame(call -> false);
    }

    @Test
    void leftInTheMiddleOfAValidationItEndsTheSame() {
        ComputationGraph undisturbed = network();
        new Trainer(SPEC, SEED, TrainingObserver.SILENT).train(undisturbed, images);
        Departures departures = new Departures(call -> false);

        // One question in the first validation, one before each of five steps and before the second, one in it.
        assertThat(departures.untilQuestion(8)).isEmpty();
        assertThat(departures.left.orElseThrow().step()).isEqualTo(5);
        assertThat(departures.left.orElseThrow().epochs()).isEmpty();
        departures.toTheEnd();

        assertThat(departures.network.params().toFloatVector())
                .isEqualTo(undisturbed.params().toFloatVector());
    }

    @Test
    void alsoIfItsLossExplodesTwiceMeanwhile() {
        assertEndsTheSame(Set.of(3, 11)::contains);
    }

    @Test
    void explosionsAreCountedOverAllDepartures() {
        Departures departures = new Departures(call -> call >= 4);

        assertThatExceptionOfType(CompressionException.class)
                .isThrownBy(departures::toTheEnd)
                .extracting(CompressionException::reason)
                .isEqualTo(FailureReason.TRAINING_DIVERGED);
        assertThat(departures.calls).hasValue(6);
    }

    @Test
    void anotherSpecificationDoesNotGoOnFromIt() {
        Departures departures = new Departures(call -> false);
        departures.once();
        ComputationGraph fresh = network();
        ComputationGraph network = network();

        new Trainer(spec(0.04), SEED, TrainingObserver.SILENT).train(fresh, images);
        new Trainer(spec(0.04), SEED, TrainingObserver.SILENT, departures).train(network, images);

        assertThat(network.params().toFloatVector()).isEqualTo(fresh.params().toFloatVector());
    }

    @Test
    void anotherNetworkDoesNotGoOnFromIt() {
        Departures departures = new Departures(call -> false);
        departures.once();
        ComputationGraph other = network();
        other.params().addi(0.01);

        assertThat(RunIdentity.of(SPEC, SEED, TrainingTask.of(other, images)))
                .isNotEqualTo(departures.left.orElseThrow().run());
    }

    @Test
    void anotherPrecisionDoesNotGoOnFromIt() {
        Departures departures = new Departures(call -> false);
        departures.once();

        System.setProperty(CompiledPasses.BFLOAT16, "true");
        try {
            assertThat(RunIdentity.of(SPEC, SEED, TrainingTask.of(network(), images)))
                    .isNotEqualTo(departures.left.orElseThrow().run());
        } finally {
            System.clearProperty(CompiledPasses.BFLOAT16);
        }
    }

    private static void assertEndsTheSame(IntPredicate wrong) {
        ComputationGraph undisturbed = network();
        TrainingHistory expected = new Trainer(SPEC, SEED, TrainingObserver.SILENT)
                .train(TrainingTask.of(undisturbed, images), engine(undisturbed, new AtomicInteger(), wrong));
        Departures departures = new Departures(wrong);

        TrainingHistory history = departures.toTheEnd();

        assertThat(departures.count).isGreaterThanOrEqualTo(10);
        assertThat(departures.network.params().toFloatVector())
                .isEqualTo(undisturbed.params().toFloatVector());
        assertThat(history)
                .usingRecursiveComparison()
                .ignoringFields("epochs.imagesPerSecond", "epochs.seconds")
                .isEqualTo(expected);
    }

    private static TrainingSpec spec(double learningRate) {
        return new TrainingSpec(2, 16, learningRate, 0.9, 1e-4, 0.5, true, 16);
    }

    private static ComputationGraph network() {
        return TinyNetworks.resNet8(CNN2DFormat.NHWC);
    }

    private static GradientEngine engine(ComputationGraph network, AtomicInteger calls, IntPredicate wrong) {
        return new FailingEngine(GradientEngine.of(network, NetworkInput.of(network)), calls, wrong);
    }

    /** A run that is left after every step or validation, and taken up with a new network each time. */
    private static final class Departures implements Checkpoints {

        private final IntPredicate wrong;
        private final AtomicInteger calls = new AtomicInteger();
        private ComputationGraph network;
        private Optional<TrainingState> left = Optional.empty();
        private boolean offered;
        private int count;

        private Departures(IntPredicate wrong) {
            this.wrong = wrong;
        }

        private TrainingHistory toTheEnd() {
            Optional<TrainingHistory> end = once();
            while (end.isEmpty()) {
                end = once();
            }
            return end.get();
        }

        /** Trains on until one more thing is done; the history, once nothing is left to do. */
        private Optional<TrainingHistory> once() {
            offered = false;
            return until(() -> offered);
        }

        private Optional<TrainingHistory> untilQuestion(int number) {
            AtomicInteger questions = new AtomicInteger();
            return until(() -> questions.incrementAndGet() >= number);
        }

        private Optional<TrainingHistory> until(BooleanSupplier leave) {
            network = network();
            TrainingObserver observer = new TrainingObserver() {
                @Override
                public boolean cancelled() {
                    return leave.getAsBoolean();
                }
            };
            try {
                return Optional.of(new Trainer(SPEC, SEED, observer, this)
                        .train(TrainingTask.of(network, images), engine(network, calls, wrong)));
            } catch (CompressionException departure) {
                if (departure.reason() != FailureReason.CANCELLED) {
                    throw departure;
                }
                count++;
                return Optional.empty();
            }
        }

        @Override
        public Optional<TrainingState> newest(String run) {
            return left;
        }

        @Override
        public void offer(Supplier<TrainingState> state) {
            offered = true;
        }

        @Override
        public void handOver(TrainingState state) {
            left = Optional.of(state);
        }
    }
}

package io.filterfit.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.filterfit.dataset.ImageDataset;
import io.filterfit.dataset.TrainingSplits;
import io.filterfit.evaluation.Classification;
import io.filterfit.model.zoo.ResNet;
import io.filterfit.model.zoo.Shortcut;
import io.filterfit.model.zoo.ZooOptions;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import io.filterfit.spec.TrainingSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;

@Timeout(120)
class TrainerTest {

    @TempDir
    static Path directory;

    private static ImageDataset dataset;

    @BeforeAll
    static void writeImages() {
        dataset = TinyNetworks.stripes(directory);
    }

    private static TrainingSpec spec(int epochs, double learningRate) {
        return new TrainingSpec(epochs, 16, learningRate, 0.9, 1e-4, 0.5, false, 16);
    }

    private static TrainingSplits splits() {
        return dataset.holdOut(16);
    }

    private static Trainer trainer(TrainingSpec spec) {
        return new Trainer(spec, 3, TrainingObserver.SILENT);
    }

    @ParameterizedTest
    @EnumSource(CNN2DFormat.class)
    void aSimpleTaskIsLearnt(CNN2DFormat layout) {
        ComputationGraph network = TinyNetworks.resNet8(layout);

        TrainingHistory history = trainer(spec(6, 0.05)).train(network, splits());

        assertThat(Classification.of(network, dataset.test()).accuracy().value())
                .isGreaterThan(0.95);
        assertThat(history.epochs()).hasSize(6);
        assertThat(history.epochs().get(5).trainingLoss())
                .isLessThan(history.epochs().get(0).trainingLoss() / 2);
    }

    @Test
    void theBestWeightsAreKept() {
        ComputationGraph network = TinyNetworks.resNet8(CNN2DFormat.NHWC);

        TrainingHistory history = trainer(spec(4, 0.05)).train(network, splits());

        double best = history.epochs().stream()
                .mapToDouble(TrainingHistory.Epoch::validationAccuracy)
                .max()
                .orElseThrow();
        assertThat(history.bestValidationAccuracy()).isEqualTo(best);
        assertThat(history.epochs().get(history.bestEpoch() - 1).validationAccuracy())
                .isEqualTo(best);
        assertThat(Classification.of(network, splits().validation()).accuracy().value())
                .isEqualTo(best);
    }

    @Test
    void theSameSeedGivesTheSameWeights() {
        ComputationGraph first = TinyNetworks.resNet8(CNN2DFormat.NHWC);
        ComputationGraph second = TinyNetworks.resNet8(CNN2DFormat.NHWC);

        trainer(spec(2, 0.05)).train(first, splits());
        trainer(spec(2, 0.05)).train(second, splits());

        assertThat(first.params().toFloatVector()).isEqualTo(second.params().toFloatVector());
    }

    @Test
    void noEpochsLeaveTheWeightsAsTheyAre() {
        ComputationGraph network = TinyNetworks.resNet8(CNN2DFormat.NHWC);
        INDArray before = network.params().dup();

        TrainingHistory history = trainer(spec(0, 0.05)).train(network, splits());

        assertThat(network.params()).isEqualTo(before);
        assertThat(history.bestEpoch()).isZero();
        assertThat(history.bestValidationAccuracy()).isEqualTo(history.initialValidationAccuracy());
    }

    @Test
    void aLossThatIsNoNumberEndsInATypedErrorWithTheBestWeightsInPlace() {
        ComputationGraph network = TinyNetworks.resNet8(CNN2DFormat.NHWC);

        assertThatExceptionOfType(CompressionException.class)
                .isThrownBy(() -> trainer(spec(5, 1e30)).train(network, splits()))
                .withMessageContaining("learningRate")
                .extracting(CompressionException::reason)
                .isEqualTo(FailureReason.TRAINING_DIVERGED);
        assertThat(network.params().isNaN().any()).isFalse();
    }

    @Test
    void onRequestTrainingEndsBeforeTheNextStep() {
        AtomicBoolean stop = new AtomicBoolean();
        List<TrainingHistory.Epoch> epochs = new ArrayList<>();
        TrainingObserver observer = new TrainingObserver() {
            @Override
            public void epoch(TrainingHistory.Epoch epoch) {
                epochs.add(epoch);
                stop.set(true);
            }

            @Override
            public boolean cancelled() {
                return stop.get();
            }
        };

        assertThatExceptionOfType(CompressionException.class)
                .isThrownBy(() ->
                        new Trainer(spec(5, 0.05), 3, observer).train(TinyNetworks.resNet8(CNN2DFormat.NHWC), splits()))
                .extracting(CompressionException::reason)
                .isEqualTo(FailureReason.CANCELLED);
        assertThat(epochs).hasSize(1);
    }

    @Test
    void theObserverHearsOfEveryEpochAndAtMostOnceASecondOfSteps() {
        List<TrainingProgress> progress = new ArrayList<>();
        List<TrainingHistory.Epoch> epochs = new ArrayList<>();
        TrainingObserver observer = new TrainingObserver() {
            @Override
            public void progress(TrainingProgress now) {
                progress.add(now);
            }

            @Override
            public void epoch(TrainingHistory.Epoch epoch) {
                epochs.add(epoch);
            }
        };
        long start = System.nanoTime();

        TrainingHistory history =
                new Trainer(spec(3, 0.05), 3, observer).train(TinyNetworks.resNet8(CNN2DFormat.NHWC), splits());

        double seconds = (System.nanoTime() - start) / 1e9;
        assertThat(epochs).isEqualTo(history.epochs());
        assertThat(progress).hasSizeLessThanOrEqualTo(4 + (int) Math.ceil(seconds));
        TrainingProgress last = progress.get(progress.size() - 1);
        assertThat(last.step()).isEqualTo(15).isEqualTo(last.steps());
        assertThat(last.secondsLeft()).isZero();
    }

    @Test
    void imagesOfOtherClassesAreRefused() {
        ComputationGraph network =
                new ResNet(8, Shortcut.PROJECTION).build(ZooOptions.CIFAR10).graph();

        assertThatExceptionOfType(CompressionException.class)
                .isThrownBy(() -> trainer(spec(1, 0.05)).train(network, splits()))
                .withMessageContaining("knows 10 classes")
                .extracting(CompressionException::reason)
                .isEqualTo(FailureReason.DATASET_UNREADABLE);
    }

    @Test
    void theNetworkKeepsNoTrainingStateThatWouldBeSavedWithIt() {
        ComputationGraph network = TinyNetworks.resNet8(CNN2DFormat.NHWC);
        String configuration = network.getConfiguration().toJson();

        trainer(spec(1, 0.05)).train(network, splits());

        assertThat(network.getConfiguration().toJson()).isEqualTo(configuration);
        assertThat(network.getListeners()).isEmpty();
    }
}

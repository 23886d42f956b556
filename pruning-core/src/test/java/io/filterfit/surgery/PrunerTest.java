package io.filterfit.surgery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.filterfit.dataset.ImageSplit;
import io.filterfit.dataset.ImageTreeWriter;
import io.filterfit.dataset.TrainingSplits;
import io.filterfit.evaluation.Classification;
import io.filterfit.model.InputShape;
import io.filterfit.model.Network;
import io.filterfit.model.zoo.PlainCnn;
import io.filterfit.model.zoo.ResNet;
import io.filterfit.model.zoo.Shortcut;
import io.filterfit.model.zoo.ZooOptions;
import io.filterfit.plan.Evaluation;
import io.filterfit.recovery.RecoveryOutcome;
import io.filterfit.recovery.RecoveryStep;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.Criterion;
import io.filterfit.spec.FailureReason;
import io.filterfit.spec.Scope;
import io.filterfit.spec.Target;
import io.filterfit.spec.TrainingSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

class PrunerTest {

    private static final ZooOptions SMALL =
            new ZooOptions(new InputShape(ImageTreeWriter.SIZE, ImageTreeWriter.SIZE, 3, CNN2DFormat.NHWC), 2, 0.5, 1);

    @TempDir
    Path directory;

    @Test
    void theNetworkThatScoresBestOnTheValidationSplitIsKept() {
        Network network = new ResNet(8, Shortcut.PROJECTION).build(SMALL);
        TrainingSplits images = splits();

        PruningResult result = Pruner.prune(network, spec(0.4, true), Optional.of(images));

        RecoveryOutcome outcome = result.recovery().orElseThrow();
        assertThat(outcome.validationAccuracy()).containsOnlyKeys(RecoveryStep.values());
        double kept = outcome.validationAccuracy().get(outcome.kept());
        assertThat(outcome.validationAccuracy().values()).allMatch(score -> score <= kept);
        assertThat(Classification.of(result.network().graph(), images.validation())
                        .accuracy()
                        .value())
                .isEqualTo(kept);
    }

    @Test
    void withoutReconstructionOnlyStatisticsAreTried() {
        Network network = new ResNet(8, Shortcut.PROJECTION).build(SMALL);

        PruningResult result = Pruner.prune(network, spec(0.4, false), Optional.of(splits()));

        assertThat(result.recovery().orElseThrow().validationAccuracy())
                .containsOnlyKeys(RecoveryStep.NOTHING, RecoveryStep.BATCH_NORM_RECALIBRATION);
    }

    @Test
    void aMultiLayerNetworkStaysOneAndTheInputIsUntouched() {
        Network network = new PlainCnn().build(SMALL);
        INDArray before = network.graph().params().dup();

        PruningResult result = Pruner.prune(network, spec(0.5, true), Optional.empty());

        assertThat(result.network().kind()).isEqualTo(Network.Kind.MULTI_LAYER);
        assertThat(result.before().flopsReduction(result.after())).isBetween(0.5, 0.55);
        assertThat(result.recovery()).isEmpty();
        assertThat(network.graph().params()).isEqualTo(before);
    }

    @Test
    void thePrunedNetworkTrainsOnWithTheOriginalsConfiguration() {
        Network network = new PlainCnn().build(SMALL);

        Network pruned =
                Pruner.prune(network, spec(0.5, true), Optional.empty()).network();

        ImageSplit training = splits().training();
        pruned.graph().fit(new DataSet(training.features(0, 8, CNN2DFormat.NHWC), training.labels(0, 8)));
        assertThat(pruned.graph().score()).isFinite();
        assertThat(pruned.graph().getConfiguration().getIterationCount()).isEqualTo(1);
    }

    @Test
    void anImpossibleTargetNamesTheLargestPossibleReduction() {
        Network network = new ResNet(8, Shortcut.PROJECTION).build(SMALL);

        assertThatThrownBy(() -> Pruner.prune(network, spec(0.99, true), Optional.empty()))
                .isInstanceOfSatisfying(CompressionException.class, failure -> {
                    assertThat(failure.reason()).isEqualTo(FailureReason.TARGET_IMPOSSIBLE);
                    assertThat(failure).hasMessageMatching(".*largest possible reduction is 0\\.\\d{4}.*scope all.*");
                });
    }

    @Test
    void theAccuracyOfWhatIsPublishedIsTheOneThatWasMeasured() {
        Network network = new ResNet(8, Shortcut.PROJECTION).build(SMALL);
        TrainingSplits images = splits();
        CompressionSpec spec =
                spec(0.5, true).with().target(new Target.AccuracyDrop(0.2, 3)).build();
        List<String> trials = new ArrayList<>();

        PruningResult result = Pruner.prune(
                PruningTask.of(network, spec).with(Optional.of(images)).telling(() -> trials.add("trial")));

        List<Evaluation> evaluations = result.plan().evaluations();
        Evaluation kept = evaluations.stream()
                .filter(Evaluation::met)
                .reduce((earlier, later) -> later)
                .orElseThrow();
        assertThat(evaluations).hasSameSizeAs(trials).hasSizeBetween(1, 3);
        assertThat(accuracy(network, images) - accuracy(result.network(), images))
                .isEqualTo(kept.measured());
        assertThat(result.before().flopsReduction(result.after())).isEqualTo(kept.flopsReduction());
    }

    @Test
    void aTargetThatIsMeasuredNeedsImages() {
        Network network = new ResNet(8, Shortcut.PROJECTION).build(SMALL);
        CompressionSpec spec =
                spec(0.5, true).with().target(Target.LatencyReduction.of(0.1)).build();

        assertThatThrownBy(() -> Pruner.prune(network, spec, Optional.empty()))
                .isInstanceOfSatisfying(CompressionException.class, failure -> assertThat(failure.reason())
                        .isEqualTo(FailureReason.INVALID_REQUEST));
    }

    private static double accuracy(Network network, TrainingSplits images) {
        return Classification.of(network.graph(), images.validation())
                .accuracy()
                .value();
    }

    private TrainingSplits splits() {
        return ImageTreeWriter.stripes(directory.resolve("stripes"), 60, 4).holdOut(20);
    }

    private static CompressionSpec spec(double reduction, boolean reconstruct) {
        return new CompressionSpec(
                "stripes",
                new Target.FlopsReduction(reduction),
                new Criterion.L2Norm(),
                Scope.INNER,
                1,
                1,
                1,
                reconstruct,
                TrainingSpec.FINE_TUNING,
                1);
    }
}

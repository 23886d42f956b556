package io.filterfit.contracts;

import io.filterfit.manifest.ChannelCut;
import io.filterfit.manifest.Group;
import io.filterfit.manifest.Layer;
import io.filterfit.manifest.Manifest;
import io.filterfit.manifest.Side;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.Criterion;
import io.filterfit.spec.Distillation;
import io.filterfit.spec.EarlyStop;
import io.filterfit.spec.Ema;
import io.filterfit.spec.FailureReason;
import io.filterfit.spec.InputNormalisation;
import io.filterfit.spec.Mixup;
import io.filterfit.spec.Scope;
import io.filterfit.spec.SoftPruning;
import io.filterfit.spec.Target;
import io.filterfit.spec.TrainingSpec;
import java.util.List;
import java.util.Map;

/** One valid event of each type. */
final class Examples {

    static final JobId JOB = new JobId("resnet20-half");
    static final ArtifactReference ARTIFACT = ArtifactReference.of("filterfit", "a/b.zip", 1_000, "0a".repeat(32));
    static final StageTiming TIMING = new StageTiming(1.5, 1);
    static final Analysis ANALYSIS = new Analysis(ARTIFACT, TIMING);
    static final Pruning PRUNING = new Pruning(ARTIFACT, ARTIFACT, TIMING);
    static final Training TRAINING = new Training(ARTIFACT, ARTIFACT, TIMING);

    private Examples() {}

    static CompressRequested request(int rounds) {
        var spec = new CompressionSpec(
                "cifar10",
                new Target.FlopsReduction(0.5),
                Criterion.DistributionFitting.ofLiving(),
                Scope.INNER,
                rounds,
                1,
                1,
                true,
                TrainingSpec.FINE_TUNING,
                1);
        return new CompressRequested(JOB, ARTIFACT, spec);
    }

    /** With every option on. */
    static CompressRequested softly() {
        var training = TrainingSpec.FINE_TUNING
                .with()
                .microBatches(2)
                .labelSmoothing(0.1)
                .distillation(Distillation.DEFAULT)
                .mixup(Mixup.DEFAULT)
                .ema(Ema.DEFAULT)
                .earlyStop(EarlyStop.DEFAULT)
                .build();
        var spec = request(1)
                .spec()
                .with()
                .training(training)
                .keepLayers(List.of("conv1", "stage1.*"))
                .softPruning(SoftPruning.DEFAULT)
                .normalisation(new InputNormalisation(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225)))
                .build();
        return new CompressRequested(JOB, ARTIFACT, spec);
    }

    /** Of a convolution that lost the second of its three filters, and of the layer that reads it behind a flatten. */
    static Manifest manifest() {
        var shared = List.of(List.of(0, 1), List.of(2, 3), List.of(4, 5));
        var group = new Group(
                "conv",
                3,
                List.of(0, 2),
                List.of(
                        new Group.Member("conv", "W", 0, Side.OUTPUT, List.of(List.of(0), List.of(1), List.of(2))),
                        new Group.Member("out", "W", 0, Side.INPUT, shared)),
                new Group.Statistics("l2", 0.1, 0.2, 0.4, 0.25, 0.1, 0.02, 0.3, 1));
        var conv = new Layer(
                "conv",
                "ConvolutionLayer",
                new ChannelCut(1, List.of(0), null),
                new ChannelCut(3, List.of(0, 2), null),
                List.of(new Layer.Array(
                        "W",
                        List.of(3L, 1L, 3L, 3L),
                        List.of(new Layer.Axis(0, Side.OUTPUT, 1), new Layer.Axis(1, Side.INPUT, 1)))));
        var out = new Layer(
                "out",
                "OutputLayer",
                new ChannelCut(6, List.of(0, 1, 4, 5), new ChannelCut.Flattened(3, 1, 2, "chw", List.of(0, 2))),
                new ChannelCut(2, List.of(0, 1), null),
                List.of(new Layer.Array("W", List.of(6L, 2L), List.of(new Layer.Axis(0, Side.INPUT, 1)))));
        return new Manifest(
                Manifest.FORMAT,
                Manifest.VERSION,
                "0a".repeat(32),
                Criterion.DistributionFitting.ofLiving(),
                new Target.FlopsReduction(0.3),
                1,
                List.of(group),
                List.of(conv, out));
    }

    static List<Event> all() {
        var first = JobRound.first(request(2));
        var second = first.next(ANALYSIS, PRUNING, TRAINING);
        return List.of(
                request(2),
                softly(),
                new RoundRequested(second),
                new AnalysisCompleted(first, ANALYSIS),
                new PruningCompleted(first, ANALYSIS, PRUNING),
                new TrainingCompleted(second, ANALYSIS, PRUNING, TRAINING),
                new StageProgressed(
                        JOB,
                        1,
                        Stage.TRAINER,
                        1,
                        7,
                        0.3,
                        "epoch 1 of 2",
                        12.0,
                        new TrainingProgress(1, 2, 30, 50, 0.7, 0.8, null, 900)),
                new StageProgressed(JOB, 1, Stage.PRUNER, 1, 1, 0, "reading the network", null, null),
                new CompressionCompleted(
                        request(2),
                        new CompressionSummary("l1", 100, 50, 0.5, 20, 10, 0.9, 0.89, 4_000, 2_000),
                        ARTIFACT,
                        ARTIFACT,
                        ARTIFACT,
                        ARTIFACT,
                        ARTIFACT,
                        TIMING),
                new CompressionCompleted(
                        request(2),
                        new CompressionSummary("l1", 100, 50, 0.5, 20, 10, 0.9, 0.89, 4_000, 2_000),
                        ARTIFACT,
                        null,
                        ARTIFACT,
                        ARTIFACT,
                        ARTIFACT,
                        TIMING),
                new CompressionFailed(
                        JOB,
                        1,
                        Stage.PRUNER,
                        FailureReason.TARGET_IMPOSSIBLE,
                        "at most 0.93 of the FLOPs can go",
                        Map.of("round-1/analysis", ARTIFACT)),
                new CancelRequested(JOB));
    }
}

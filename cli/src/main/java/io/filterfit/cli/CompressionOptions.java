package io.filterfit.cli;

import io.filterfit.spec.Allocation;
import io.filterfit.spec.Checks;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.LatencyRuntime;
import io.filterfit.spec.Scope;
import io.filterfit.spec.SoftPruning;
import io.filterfit.spec.TrainingSpec;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Everything a compression is asked to do, but for the data set. */
final class CompressionOptions {

    @ArgGroup(multiplicity = "0..1")
    private TargetOptions target;

    @Mixin
    private CriterionOptions criterion;

    @Mixin
    private TrainingOptions training;

    @Mixin
    private NormalisationOptions normalisation;

    @Option(
            names = "--scope",
            paramLabel = "inner|all",
            defaultValue = "inner",
            description = "Groups that no residual add touches, or all (${DEFAULT-VALUE}).")
    private Scope scope;

    @Option(
            names = "--allocation",
            paramLabel = "uniform|global|sensitivity",
            defaultValue = "uniform",
            description = "How what goes is shared out among the groups (${DEFAULT-VALUE}).")
    private Allocation allocation;

    @Option(
            names = "--evaluations",
            paramLabel = "N",
            description = "Networks that may be measured in search of a latency or accuracy (8).")
    private Integer evaluations;

    @Option(
            names = "--latency-batch",
            paramLabel = "N",
            description = "Images in a pass that is timed for --latency-reduction (64).")
    private Integer latencyBatch;

    @Option(
            names = "--latency-runtime",
            paramLabel = "native|onnxruntime",
            description = "What runs the networks that are timed for --latency-reduction (native).")
    private LatencyRuntime latencyRuntime;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "1",
            description = "Rounds of analyse, prune, fine-tune (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--minimum-filters",
            paramLabel = "N",
            defaultValue = "1",
            description = "Filters that every group keeps (${DEFAULT-VALUE}).")
    private int minimumFilters;

    @Option(
            names = "--channel-multiple",
            paramLabel = "N",
            defaultValue = "1",
            description = "Keep multiples of this many filters, for instance 8 (${DEFAULT-VALUE}).")
    private int channelMultiple;

    @Option(
            names = "--keep",
            paramLabel = "LAYER|PATTERN",
            split = ",",
            description = "Leave these layers alone, by name or pattern, for instance 'stage1.*'; may be given again.")
    private List<String> keepLayers = List.of();

    @Option(names = "--no-reconstruct", description = "Do not refit the layers behind a cut by least squares.")
    private boolean noReconstruct;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The seed of everything random (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--soft-pruning",
            paramLabel = "N",
            description =
                    "Before the first cut, train for N epochs, zero after each what would go, and let it grow again.")
    private Integer softEpochs;

    @Option(
            names = "--soft-learning-rate",
            paramLabel = "RATE",
            description = "The peak of the cosine schedule of --soft-pruning (0.05).")
    private Double softLearningRate;

    boolean hasTarget() {
        return target != null;
    }

    CompressionSpec toSpec(String dataset, TrainingSpec trainingDefaults) {
        if (target == null) {
            throw Checks.invalid("no target is given; use one of --flops-reduction, --parameter-reduction,"
                    + " --filter-ratio, --latency-reduction and --accuracy-drop, for instance --flops-reduction 0.5");
        }
        return CompressionSpec.of(dataset, target.toTarget(evaluations, latencyBatch, latencyRuntime))
                .with()
                .criterion(criterion.toCriterion())
                .scope(scope)
                .allocation(allocation)
                .rounds(rounds)
                .minimumFilters(minimumFilters)
                .channelMultiple(channelMultiple)
                .reconstruct(!noReconstruct)
                .training(training.toSpec(trainingDefaults))
                .seed(seed)
                .keepLayers(keepLayers)
                .softPruning(softPruning())
                .normalisation(normalisation.toNormalisation())
                .build();
    }

    private SoftPruning softPruning() {
        if (softEpochs == null) {
            if (softLearningRate != null) {
                throw Checks.invalid("--soft-learning-rate belongs to --soft-pruning; give both or neither");
            }
            return null;
        }
        return new SoftPruning(
                softEpochs, softLearningRate == null ? SoftPruning.DEFAULT.learningRate() : softLearningRate);
    }
}

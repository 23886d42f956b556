package io.filterfit.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.filterfit.dataset.TrainingSplits;
import io.filterfit.evaluation.Classification;
import io.filterfit.evaluation.NetworkCost;
import io.filterfit.graph.CoupledGroups;
import io.filterfit.plan.Findings;
import io.filterfit.plan.Planner;
import io.filterfit.plan.PruningPlan;
import io.filterfit.selection.TrainedNorms;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.Criterion;
import io.filterfit.spec.Norm;
import io.filterfit.spec.Scope;
import io.filterfit.spec.SoftPruning;
import io.filterfit.spec.Target;
import io.filterfit.spec.TrainingSpec;
import io.filterfit.surgery.EquivalenceGate;
import io.filterfit.surgery.SoftCut;
import io.filterfit.surgery.Surgery;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;

/** Training that zeroes and lets grow, and the cut that follows. */
@Timeout(120)
class SoftPruningTest {

    private static final int STEPS_AN_EPOCH = 5;
    private static final String GROUP = "stage1.block1.conv1";

    @TempDir
    private static Path directory;

    private static TrainingSplits images;

    @BeforeAll
    static void writeImages() {
        images = TinyNetworks.stripes(directory).holdOut(16);
    }

    private static CompressionSpec spec(String criterion) {
        TrainingSpec training = new TrainingSpec(1, 16, 0.01, 0.9, 1e-4, 0, false, 16);
        return new CompressionSpec(
                        "stripes",
                        new Target.FlopsReduction(0.5),
                        Criterion.named(criterion),
                        Scope.ALL,
                        1,
                        1,
                        1,
                        true,
                        training,
                        1)
                .with()
                .softPruning(new SoftPruning(2, 0.05))
                .build();
    }

    private static TrainingHistory soften(ComputationGraph network, CompressionSpec spec, Checkpoints checkpoints) {
        SoftCut cut = SoftCut.of(network, Planner.plan(network, spec), spec.criterion(), spec.seed());
        return new Trainer(spec.trainingIn(1), spec.seed(), TrainingObserver.SILENT, checkpoints)
                .train(TrainingTask.of(network, images).softly(cut));
    }

    private static ComputationGraph network() {
        return TinyNetworks.resNet8(CNN2DFormat.NHWC);
    }

    @ParameterizedTest
    @ValueSource(strings = {"distribution-fitting", "l1", "l2", "geometric-median", "random"})
    void theCutThatFollowsMeetsTheTargetWithTheNetworkThatWasValidated(String criterion) {
        ComputationGraph network = network();
        CompressionSpec spec = spec(criterion);
        TrainedNorms trained = TrainedNorms.of(network, spec.criterion());

        TrainingHistory history = soften(network, spec, Checkpoints.NONE);

        PruningPlan plan = Planner.plan(network, CoupledGroups.of(network), spec, Findings.of(trained));
        ComputationGraph cut = Surgery.prune(network, plan);
        EquivalenceGate.verify(network, cut, plan);
        assertThat(NetworkCost.of(network).flopsReduction(NetworkCost.of(cut))).isBetween(0.5, 0.6);
        assertThat(Classification.of(cut, images.validation()).accuracy().value())
                .isEqualTo(history.bestValidationAccuracy());
    }

    @Test
    void afterAnEpochFiltersAreZeroAndInTheNextTheyGrowAgain() {
        StateLog log = new StateLog();
        soften(network(), spec("distribution-fitting"), log);

        List<Integer> zeroed = zeroFilters(log.states().get(STEPS_AN_EPOCH));
        List<Integer> later = zeroFilters(log.states().get(2 * STEPS_AN_EPOCH));

        assertThat(zeroFilters(log.states().get(STEPS_AN_EPOCH - 1))).isEmpty();
        assertThat(zeroed).isNotEmpty();
        assertThat(later).isEmpty();
    }

    @Test
    void aFilterThatHasJustBegunToGrowAgainDoesNotStandForOneThatWasTrained() {
        StateLog log = new StateLog();
        // Of all filters: those that have hardly grown may count as dead.
        CompressionSpec spec = spec("distribution-fitting")
                .with()
                .criterion(Criterion.DistributionFitting.plain())
                .build();
        ComputationGraph network = network();
        TrainedNorms trained = TrainedNorms.of(network, spec.criterion());
        double least = Arrays.stream(norms(network)).min().orElseThrow() / 2;
        soften(network, spec, log);
        ComputationGraph regrown = network(log.states().get(2 * STEPS_AN_EPOCH));

        PruningPlan toTrained = Planner.plan(regrown, CoupledGroups.of(regrown), spec, Findings.of(trained));
        PruningPlan toOwn = Planner.plan(regrown, spec);

        assertThat(keptNorms(regrown, toTrained)).allMatch(norm -> norm > least);
        assertThat(keptNorms(regrown, toOwn)).anyMatch(norm -> norm < least);
    }

    @Test
    void theFiltersOfTheWeightsThatAreKeptAreAllThere() {
        ComputationGraph network = network();

        soften(network, spec("l2"), Checkpoints.NONE);

        assertThat(zeroFilters(network)).isEmpty();
    }

    private static ComputationGraph network(TrainingState state) {
        ComputationGraph network = network();
        network.setParams(
                Nd4j.createFromArray(state.weights()).reshape(network.params().shape()));
        return network;
    }

    private static double[] norms(ComputationGraph network) {
        return CoupledGroups.of(network)
                .group(GROUP)
                .orElseThrow()
                .filters(network)
                .norms(Norm.L2);
    }

    private static List<Double> keptNorms(ComputationGraph network, PruningPlan plan) {
        double[] norms = norms(network);
        return plan.groups().stream()
                .filter(selection -> selection.group().equals(GROUP))
                .flatMap(selection -> Arrays.stream(selection.kept()).mapToObj(filter -> norms[filter]))
                .toList();
    }

    private static List<Integer> zeroFilters(TrainingState state) {
        return zeroFilters(network(state));
    }

    private static List<Integer> zeroFilters(ComputationGraph network) {
        double[] norms = norms(network);
        return IntStream.range(0, norms.length)
                .filter(filter -> norms[filter] == 0)
                .boxed()
                .toList();
    }
}

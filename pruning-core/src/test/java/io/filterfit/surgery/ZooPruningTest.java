package io.filterfit.surgery;

import static org.assertj.core.api.Assertions.assertThat;

import io.filterfit.evaluation.NetworkCost;
import io.filterfit.graph.Graphs;
import io.filterfit.model.zoo.ResNet;
import io.filterfit.model.zoo.Shortcut;
import io.filterfit.model.zoo.Vgg16;
import io.filterfit.model.zoo.ZooOptions;
import io.filterfit.plan.Planner;
import io.filterfit.plan.PruningPlan;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.Criterion;
import io.filterfit.spec.Scope;
import io.filterfit.spec.Target;
import io.filterfit.spec.TrainingSpec;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Half of the FLOPs of known architectures, by every criterion, in either scope and layout. */
class ZooPruningTest {

    private static final double TARGET = 0.5;

    @ParameterizedTest(name = "{0} {1} {2} {3}")
    @MethodSource("networks")
    void theTargetIsMetAndTheCutIsEquivalent(
            String architecture, CNN2DFormat layout, String criterion, Scope scope, ComputationGraph graph) {
        CompressionSpec spec = new CompressionSpec(
                "cifar10",
                new Target.FlopsReduction(TARGET),
                Criterion.named(criterion),
                scope,
                1,
                1,
                1,
                false,
                TrainingSpec.FINE_TUNING,
                5);

        PruningPlan plan = Planner.plan(graph, spec);
        ComputationGraph pruned = Surgery.prune(graph, plan);

        EquivalenceGate.verify(graph, pruned, plan);
        double reduction = NetworkCost.of(graph).flopsReduction(NetworkCost.of(pruned));
        assertThat(reduction).isBetween(TARGET, TARGET + 0.02);
    }

    static Stream<Arguments> networks() {
        return Stream.of("projection", "parameter-free", "vgg").flatMap(architecture -> {
            // Each scope in a layout of its own halves the time, and the random graphs have them all together.
            ComputationGraph channelsFirst = graph(architecture, CNN2DFormat.NCHW);
            ComputationGraph channelsLast = graph(architecture, CNN2DFormat.NHWC);
            return Criterion.NAMES.stream()
                    .flatMap(criterion -> Stream.of(
                            Arguments.of(architecture, CNN2DFormat.NCHW, criterion, Scope.INNER, channelsFirst),
                            Arguments.of(architecture, CNN2DFormat.NHWC, criterion, Scope.ALL, channelsLast)));
        });
    }

    private static ComputationGraph graph(String architecture, CNN2DFormat layout) {
        ZooOptions options = ZooOptions.CIFAR10.withLayout(layout);
        ComputationGraph graph =
                switch (architecture) {
                    case "projection" ->
                        new ResNet(20, Shortcut.PROJECTION).build(options).graph();
                    case "parameter-free" ->
                        new ResNet(20, Shortcut.PARAMETER_FREE).build(options).graph();
                    default -> new Vgg16().build(options.withWidthFactor(0.25)).graph();
                };
        Graphs.randomise(graph, 11);
        return graph;
    }
}

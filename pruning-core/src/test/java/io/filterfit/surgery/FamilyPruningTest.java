package io.filterfit.surgery;

import static org.assertj.core.api.Assertions.assertThat;

import io.filterfit.evaluation.NetworkCost;
import io.filterfit.graph.Families;
import io.filterfit.plan.Planner;
import io.filterfit.plan.PruningPlan;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.Criterion;
import io.filterfit.spec.Scope;
import io.filterfit.spec.Target;
import io.filterfit.spec.TrainingSpec;
import java.util.Arrays;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** 30, 50 and 70 % of the FLOPs of the structures of known families, all groups in scope, in both layouts. */
class FamilyPruningTest {

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("networks")
    void theTargetIsMetAndTheCutIsEquivalent(Families family, CNN2DFormat layout, double target) {
        ComputationGraph graph = family.build(layout, 3);
        CompressionSpec spec = new CompressionSpec(
                "made-up",
                new Target.FlopsReduction(target),
                Criterion.named("distribution-fitting"),
                Scope.ALL,
                1,
                1,
                1,
                false,
                TrainingSpec.FINE_TUNING,
                5);

        PruningPlan plan = Planner.plan(graph, spec);
        ComputationGraph pruned = Surgery.prune(graph, plan);

        EquivalenceGate.verify(graph, pruned, plan);
        assertThat(NetworkCost.of(graph).flopsReduction(NetworkCost.of(pruned))).isGreaterThanOrEqualTo(target);
    }

    static Stream<Arguments> networks() {
        return Arrays.stream(Families.values()).flatMap(family -> Arrays.stream(CNN2DFormat.values())
                .flatMap(layout -> Stream.of(0.3, 0.5, 0.7).map(target -> Arguments.of(family, layout, target))));
    }
}

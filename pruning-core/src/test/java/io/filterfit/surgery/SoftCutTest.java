package io.filterfit.surgery;

import static org.assertj.core.api.Assertions.assertThat;

import io.filterfit.model.InputShape;
import io.filterfit.model.zoo.ResNet;
import io.filterfit.model.zoo.Shortcut;
import io.filterfit.model.zoo.ZooOptions;
import io.filterfit.plan.Planner;
import io.filterfit.plan.PruningPlan;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.Criterion;
import io.filterfit.spec.Scope;
import io.filterfit.spec.Target;
import io.filterfit.spec.TrainingSpec;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoftCutTest {

    private static final long SEED = 7;

    private final ComputationGraph network = network(1);

    private static ComputationGraph network(long seed) {
        return new ResNet(8, Shortcut.PROJECTION)
                .build(new ZooOptions(new InputShape(8, 8, 3, CNN2DFormat.NHWC), 2, 0.5, seed))
                .graph();
    }

    private static CompressionSpec spec(Criterion criterion) {
        return new CompressionSpec(
                "images",
                new Target.FlopsReduction(0.5),
                criterion,
                Scope.ALL,
                1,
                1,
                1,
                true,
                TrainingSpec.FINE_TUNING,
                SEED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"distribution-fitting", "l1", "l2", "geometric-median", "random"})
    void itZeroesWhatAPlanForTheSameWeightsRemoves(String name) {
        Criterion criterion = Criterion.named(name);
        PruningPlan plan = Planner.plan(network, spec(criterion));
        ComputationGraph masked = Surgery.mask(network, plan);

        SoftCut.of(network, plan, criterion, SEED).zero(network);

        assertThat(network.params()).isEqualTo(masked.params());
    }

    @Test
    void itChoosesAnewWhenTheWeightsHaveChanged() {
        Criterion criterion = new Criterion.L1Norm();
        ComputationGraph other = network(2);
        PruningPlan planNow = Planner.plan(network, spec(criterion));
        PruningPlan planThen = Planner.plan(other, spec(criterion));
        ComputationGraph masked = Surgery.mask(other, planThen);

        SoftCut.of(network, planNow, criterion, SEED).zero(other);

        assertThat(planThen).usingRecursiveComparison().isNotEqualTo(planNow);
        assertThat(other.params()).isEqualTo(masked.params());
    }
}

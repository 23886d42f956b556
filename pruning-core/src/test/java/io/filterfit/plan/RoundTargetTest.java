package io.filterfit.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.filterfit.evaluation.NetworkCost;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.Criterion;
import io.filterfit.spec.Scope;
import io.filterfit.spec.Target;
import io.filterfit.spec.TrainingSpec;
import org.junit.jupiter.api.Test;

class RoundTargetTest {

    private static final NetworkCost SUBMITTED = cost(1_000_000);

    @Test
    void everyRoundRemovesTheSameShareOfWhatItFinds() {
        var spec = spec(new Target.FlopsReduction(0.75), 2);

        assertThat(target(spec, 1, cost(1_000_000))).isCloseTo(0.5, within(1e-12));
        assertThat(target(spec, 2, cost(500_000))).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void theLastRoundLandsOnTheTargetWhateverTheOthersOvershot() {
        var share = target(spec(new Target.FlopsReduction(0.75), 2), 2, cost(400_000));

        assertThat(400_000 * (1 - share)).isCloseTo(250_000, within(1e-6));
    }

    @Test
    void whereThereIsNothingLeftToDoItAsksForNextToNothing() {
        assertThat(target(spec(new Target.ParameterReduction(0.5), 3), 3, cost(400_000)))
                .isBetween(0.0, 1e-6);
    }

    @Test
    void theRestOfTheRequestStays() {
        var spec = spec(new Target.FilterRatio(0.5), 2);

        var ofRound = RoundTarget.of(spec, 1, SUBMITTED, SUBMITTED);

        assertThat(ofRound.target()).isInstanceOf(Target.FilterRatio.class);
        assertThat(ofRound).usingRecursiveComparison().ignoringFields("target").isEqualTo(spec);
    }

    private static double target(CompressionSpec spec, int round, NetworkCost now) {
        return RoundTarget.of(spec, round, SUBMITTED, now).target().value();
    }

    private static NetworkCost cost(long macs) {
        return new NetworkCost(macs, macs, macs, 2 * macs);
    }

    private static CompressionSpec spec(Target target, int rounds) {
        return new CompressionSpec(
                "cifar10", target, new Criterion.L2Norm(), Scope.ALL, rounds, 2, 4, false, TrainingSpec.FINE_TUNING, 7);
    }
}

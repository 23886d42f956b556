package io.filterfit.benchmarks.criteria;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.filterfit.spec.Criterion;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final Criterion L1 = new Criterion.L1Norm();
    private static final Criterion FITTING = Criterion.DistributionFitting.plain();

    private static Comparison withP(double p) {
        return new Comparison(L1, Mode.ONE_SHOT, 3, p, 1, 2, 1, p);
    }

    @Test
    void cellsThatDifferInTheCriterionAloneArePaired() {
        List<CellRecord> records = new ArrayList<>();
        for (long seed = 1; seed <= 3; seed++) {
            records.add(Records.of(FITTING, Mode.ONE_SHOT, 0.4, seed, 7_000));
            records.add(Records.of(L1, Mode.ONE_SHOT, 0.4, seed, 7_000 + 100 * (int) seed));
        }
        records.add(Records.of(L1, Mode.ONE_SHOT, 0.5, 1, 9_000)); // without a partner

        Comparison comparison = Comparison.of(Records.STUDY, records).get(0);

        assertThat(comparison.criterion()).isEqualTo(L1);
        assertThat(comparison.pairs()).isEqualTo(3);
        assertThat(comparison.mean()).isCloseTo(0.02, within(1e-12));
        assertThat(comparison.deviation()).isCloseTo(0.01, within(1e-12));
        assertThat(comparison.better()).isEqualTo(3);
    }

    @Test
    void pIsThatOfThePairedTTest() {
        // t = mean / (deviation / sqrt(n)) = 2 / (1 / sqrt(3)) with 2 degrees of freedom
        Comparison comparison = Comparison.of(L1, Mode.SOFT, new double[] {1, 2, 3});

        assertThat(comparison.p()).isCloseTo(0.0742, within(1e-4));
        assertThat(comparison.toldApart()).isFalse();
    }

    @Test
    void tooFewPairsTellNothingApart() {
        assertThat(Comparison.of(L1, Mode.SOFT, new double[] {0.1, 0.1}).p()).isEqualTo(1);
    }

    @Test
    void pIsAdjustedForAllComparisonsTogether() {
        List<Comparison> adjusted = Comparison.adjusted(List.of(withP(0.04), withP(0.01), withP(0.03)));

        assertThat(adjusted).extracting(Comparison::p).containsExactly(0.06, 0.03, 0.06);
    }
}

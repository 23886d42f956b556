package io.filterfit.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.filterfit.norm.FilterSet;
import io.filterfit.norm.FilterSets;
import io.filterfit.spec.Criterion;
import io.filterfit.spec.Norm;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CriteriaComparisonTest {

    private final FilterSet filters = FilterSets.random(64, 9, 4);
    private final double[] norms = filters.norms(Norm.L2);

    @Test
    void statesTheFitOfEveryCriterion() {
        Criterion chosen = Criterion.DistributionFitting.plain();
        int[] kept = FilterSelector.of(chosen, 1).keep(filters, 20);

        Map<String, DistributionFit> fits = CriteriaComparison.of(filters, chosen, kept, 1, TrainedNorms.OWN);

        assertThat(fits.keySet()).containsExactlyElementsOf(Criterion.NAMES);
        for (String name : new String[] {Criterion.L1, Criterion.L2, Criterion.GEOMETRIC_MEDIAN}) {
            int[] other = FilterSelector.of(Criterion.named(name), 1).keep(filters, 20);
            assertThat(fits.get(name)).isEqualTo(DistributionFit.between(norms, Subsets.pick(norms, other)));
        }
    }

    @Test
    void measuresWhatTheChosenCriterionKept() {
        int[] kept = {0, 5, 9};

        Map<String, DistributionFit> fits =
                CriteriaComparison.of(filters, new Criterion.L1Norm(), kept, 1, TrainedNorms.OWN);

        assertThat(fits.get(Criterion.L1)).isEqualTo(DistributionFit.between(norms, Subsets.pick(norms, kept)));
    }

    @Test
    void averagesRandomPicksOverAHundredSeeds() {
        int[] kept = FilterSelector.of(new Criterion.L1Norm(), 1).keep(filters, 20);
        double mean = IntStream.range(0, 100)
                .mapToObj(pick ->
                        FilterSelector.of(new Criterion.Random(), 7 + pick).keep(filters, 20))
                .mapToDouble(pick -> DistributionFit.between(norms, Subsets.pick(norms, pick))
                        .wasserstein())
                .average()
                .orElseThrow();

        Map<String, DistributionFit> fits =
                CriteriaComparison.of(filters, new Criterion.L1Norm(), kept, 7, TrainedNorms.OWN);

        assertThat(fits.get(Criterion.RANDOM).wasserstein()).isCloseTo(mean, within(1e-12));
    }

    @Test
    void comparesWithTheNormsThatWereTrained() {
        int[] kept = {0, 5, 9};
        FilterSet before = FilterSets.random(64, 9, 5);
        TrainedNorms trained = TrainedNorms.of(Stream.of(before), Norm.L2);

        Map<String, DistributionFit> fits = CriteriaComparison.of(filters, new Criterion.L1Norm(), kept, 1, trained);

        assertThat(fits.get(Criterion.L1))
                .isEqualTo(DistributionFit.between(before.norms(Norm.L2), Subsets.pick(norms, kept)));
    }

    @Test
    void comparesTheNormThatWasFitted() {
        Criterion fitted = new Criterion.DistributionFitting(Norm.L1, 0, false, 0);
        double[] l1 = filters.norms(Norm.L1);
        int[] kept = FilterSelector.of(fitted, 1).keep(filters, 20);

        Map<String, DistributionFit> fits = CriteriaComparison.of(filters, fitted, kept, 1, TrainedNorms.OWN);

        assertThat(fits.get(fitted.name())).isEqualTo(DistributionFit.between(l1, Subsets.pick(l1, kept)));
    }
}

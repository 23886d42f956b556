package io.filterfit.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.filterfit.norm.FilterSet;
import io.filterfit.norm.FilterSets;
import io.filterfit.spec.Criterion;
import io.filterfit.spec.Norm;
import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterSelectorTest {

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void keepsTheAskedNumberOfDistinctFiltersInOrder(
            @ForAll("criteria") Criterion criterion,
            @ForAll @IntRange(min = 1, max = 80) int n,
            @ForAll @IntRange(min = 1, max = 80) int k,
            @ForAll long seed) {
        int stay = Math.min(n, k);

        int[] kept = FilterSelector.of(criterion, seed).keep(FilterSets.random(n, 4, seed), stay);

        assertThat(kept).hasSize(stay).isSorted().doesNotHaveDuplicates();
        assertThat(Arrays.stream(kept)).allMatch(i -> i >= 0 && i < n);
    }

    @Property(tries = 50)
    void keepsAllWhereAllAreAskedFor(
            @ForAll("criteria") Criterion criterion, @ForAll @IntRange(min = 1, max = 40) int n) {
        int[] kept = FilterSelector.of(criterion, 1).keep(FilterSets.random(n, 4, 2), n);

        assertThat(kept).isEqualTo(IntStream.range(0, n).toArray());
    }

    @Property(tries = 50)
    void keepsTheAskedNumberAmongEqualFilters(@ForAll("criteria") Criterion criterion) {
        int[] kept = FilterSelector.of(criterion, 1).keep(FilterSets.ofNorms(2, 2, 2, 2, 2, 2), 3);

        assertThat(kept).hasSize(3).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void l1AndL2KeepTheLargestOfTheirNorm() {
        // L1 norms 4, 3, 3.9; L2 norms 2, 3, 2.8.
        FilterSet filters =
                FilterSets.of(new float[] {1, 1, 1, 1}, new float[] {3, 0, 0, 0}, new float[] {2, 1.9f, 0, 0});

        assertThat(FilterSelector.of(new Criterion.L1Norm(), 1).keep(filters, 1))
                .containsExactly(0);
        assertThat(FilterSelector.of(new Criterion.L2Norm(), 1).keep(filters, 1))
                .containsExactly(1);
    }

    @Test
    void geometricMedianDropsTheMostReplaceableFilterThoughItsNormIsNotTheSmallest() {
        FilterSet filters = FilterSets.of(
                new float[] {5, 5}, new float[] {4, 5}, new float[] {6, 5}, new float[] {5, 9}, new float[] {1, 1});

        assertThat(FilterSelector.of(new Criterion.GeometricMedian(), 1).keep(filters, 4))
                .containsExactly(1, 2, 3, 4);
    }

    @Test
    void aRandomPickDependsOnSeedAndGroupOnly() {
        FilterSet filters = FilterSets.random(50, 2, 1);
        FilterSet sameGroupOtherWeights = FilterSets.random(50, 2, 99);
        FilterSet otherGroup = new FilterSet("other", 50, 2, filters.weights(), filters.dead());
        int[] pick = FilterSelector.of(new Criterion.Random(), 5).keep(filters, 25);

        assertThat(FilterSelector.of(new Criterion.Random(), 5).keep(sameGroupOtherWeights, 25))
                .isEqualTo(pick);
        assertThat(FilterSelector.of(new Criterion.Random(), 5).keep(otherGroup, 25))
                .isNotEqualTo(pick);
        assertThat(FilterSelector.of(new Criterion.Random(), 6).keep(filters, 25))
                .isNotEqualTo(pick);
    }

    @Test
    void randomPicksAreUniform() {
        int[] times = new int[10];
        FilterSet filters = FilterSets.random(10, 1, 1);
        for (int seed = 0; seed < 4_000; seed++) {
            Arrays.stream(FilterSelector.of(new Criterion.Random(), seed).keep(filters, 3))
                    .forEach(i -> times[i]++);
        }

        // Expected 1,200, standard deviation 29.
        assertThat(Arrays.stream(times)).allMatch(count -> Math.abs(count - 1_200) < 150);
    }

    @ParameterizedTest
    @ValueSource(strings = {"l1", "l2", "geometric-median", "random"})
    void deadFiltersGoFirst(String criterion) {
        boolean[] dead = {false, true, false, true, false, false};
        FilterSet filters = new FilterSet("layer", 6, 1, new float[] {1, 9, 2, 8, 3, 4}, dead);

        FilterSelector selector = FilterSelector.of(Criterion.named(criterion), 1);

        assertThat(selector.keep(filters, 4)).containsExactly(0, 2, 4, 5);
        assertThat(selector.keep(filters, 5)).containsExactly(0, 1, 2, 4, 5);
        assertThat(selector.keep(filters, 2)).doesNotContain(1, 3);
    }

    @Test
    void thePlainMethodFitsAllFilters() {
        boolean[] dead = {false, false, false, true};
        FilterSet filters = new FilterSet("layer", 4, 1, new float[] {1, 2, 3, 4}, dead);

        assertThat(FilterSelector.of(Criterion.DistributionFitting.plain(), 1).keep(filters, 2))
                .containsExactly(1, 3);
    }

    @Test
    void refusesToKeepNoneOrMoreThanThereAre() {
        FilterSelector selector = FilterSelector.of(new Criterion.L1Norm(), 1);
        FilterSet filters = FilterSets.ofNorms(1, 2, 3);

        assertThatThrownBy(() -> selector.keep(filters, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("layer");
        assertThatThrownBy(() -> selector.keep(filters, 4)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void selectsFromTenThousandsOfFiltersWithEveryOption() {
        FilterSet filters = FilterSets.random(40_000, 2, 1);
        Criterion weighted = new Criterion.DistributionFitting(Norm.L2, 0.1, true, 2);

        assertThat(FilterSelector.of(weighted, 1).keep(filters, 20_000))
                .hasSize(20_000)
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Provide
    Arbitrary<Criterion> criteria() {
        return Arbitraries.of(
                Criterion.DistributionFitting.plain(),
                new Criterion.DistributionFitting(Norm.L1, 0, true, 0),
                new Criterion.DistributionFitting(Norm.L2, 0.5, false, 2),
                new Criterion.L1Norm(),
                new Criterion.L2Norm(),
                new Criterion.GeometricMedian(),
                new Criterion.Random());
    }
}

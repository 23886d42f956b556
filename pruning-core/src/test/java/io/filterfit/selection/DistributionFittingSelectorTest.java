package io.filterfit.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.filterfit.norm.FilterSet;
import io.filterfit.norm.FilterSets;
import io.filterfit.norm.RedundancySummary;
import io.filterfit.spec.Criterion;
import io.filterfit.spec.Criterion.DistributionFitting;
import io.filterfit.spec.Norm;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.apache.commons.math3.stat.StatUtils;
import org.junit.jupiter.api.Test;

class DistributionFittingSelectorTest {

    private static final double ROUNDING = 1e-9;

    /** A group and how many of its filters stay. */
    record Case(FilterSet filters, int k, double[] redundancy) {
        Case(FilterSet filters, int k) {
            this(filters, k, RedundancySummary.of(filters).redundancy());
        }
    }

    @Property(tries = 150)
    void noSubsetHasASmallerWassersteinDistance(@ForAll("smallGroups") Case group) {
        double[] norms = group.filters().norms(Norm.L2);

        int[] kept = keep(DistributionFitting.plain(), group);

        double smallest = Subsets.of(norms.length, group.k()).stream()
                .mapToDouble(subset -> Subsets.wasserstein(norms, Subsets.pick(norms, subset)))
                .min()
                .orElseThrow();
        assertThat(Subsets.wasserstein(norms, Subsets.pick(norms, kept))).isCloseTo(smallest, within(ROUNDING));
    }

    @Property(tries = 150)
    void noSubsetIsNearerToTheNormsThatWereTrained(
            @ForAll("smallGroups") Case group, @ForAll("smallGroups") Case before) {
        double[] norms = group.filters().norms(Norm.L2);
        double[] reference = before.filters().norms(Norm.L2);
        FilterSelector selector = FilterSelector.of(
                DistributionFitting.plain(), 1, TrainedNorms.of(Stream.of(before.filters()), Norm.L2));

        int[] kept = selector.keep(group.filters(), group.k());

        double smallest = Subsets.of(norms.length, group.k()).stream()
                .mapToDouble(subset -> Subsets.wasserstein(reference, Subsets.pick(norms, subset)))
                .min()
                .orElseThrow();
        assertThat(Subsets.wasserstein(reference, Subsets.pick(norms, kept))).isCloseTo(smallest, within(ROUNDING));
    }

    @Property(tries = 100)
    void noSubsetHasASmallerCostAgainstTheNormsThatWereTrained(
            @ForAll("smallGroups") Case group,
            @ForAll("smallGroups") Case before,
            @ForAll @DoubleRange(min = 0, max = 5) double lambda,
            @ForAll("exponents") double exponent) {
        double[] reference = before.filters().norms(Norm.L2);
        Assume.that(spread(before.filters()) > 0);
        FilterSelector selector = FilterSelector.of(
                new DistributionFitting(Norm.L2, lambda, false, exponent),
                1,
                TrainedNorms.of(Stream.of(before.filters()), Norm.L2));

        int[] kept = selector.keep(group.filters(), group.k());

        double smallest = Subsets.of(group.filters().filters(), group.k()).stream()
                .mapToDouble(subset -> cost(group, reference, subset, lambda, exponent))
                .min()
                .orElseThrow();
        assertThat(cost(group, reference, kept, lambda, exponent)).isCloseTo(smallest, within(ROUNDING));
    }

    @Property(tries = 100)
    void noSubsetHasASmallerCost(
            @ForAll("smallGroups") Case group,
            @ForAll @DoubleRange(min = 0.01, max = 5) double lambda,
            @ForAll("exponents") double exponent) {
        int[] kept = keep(new DistributionFitting(Norm.L2, lambda, false, exponent), group);

        double smallest = Subsets.of(group.filters().filters(), group.k()).stream()
                .mapToDouble(subset -> cost(group, subset, lambda, exponent))
                .min()
                .orElseThrow();
        assertThat(cost(group, kept, lambda, exponent)).isCloseTo(smallest, within(ROUNDING));
    }

    @Property(tries = 100)
    void normWeightedFitIsTheOptimumOfTheWeightedDistribution(
            @ForAll("smallGroups") Case group, @ForAll("exponents") double exponent) {
        int[] kept = keep(new DistributionFitting(Norm.L2, 0, false, exponent), group);

        double smallest = Subsets.of(group.filters().filters(), group.k()).stream()
                .mapToDouble(subset -> cost(group, subset, 0, exponent))
                .min()
                .orElseThrow();
        assertThat(cost(group, kept, 0, exponent)).isCloseTo(smallest, within(ROUNDING));
    }

    @Property(tries = 100)
    void theProgrammeWithoutRedundancyAgreesWithTheMedians(@ForAll("groups") Case group) {
        double[] norms = group.filters().norms(Norm.L2);
        double[] sorted = norms.clone();
        Arrays.sort(sorted);
        QuantileSlots slots = new QuantileSlots(sorted, group.k(), 0);

        int[] programme = SlotAssignment.cheapest(slots, slots::fit);

        int[] medians = keep(DistributionFitting.plain(), group);
        assertThat(Subsets.wasserstein(sorted, Subsets.pick(sorted, programme)))
                .isCloseTo(Subsets.wasserstein(norms, Subsets.pick(norms, medians)), within(ROUNDING));
    }

    @Property(tries = 100)
    void noOtherCriterionFitsBetter(@ForAll("groups") Case group, @ForAll long seed) {
        double[] norms = group.filters().norms(Norm.L2);
        double chosen = wasserstein(norms, keep(DistributionFitting.plain(), group));

        for (String name : Criterion.NAMES) {
            int[] other = FilterSelector.of(Criterion.named(name), seed).keep(group.filters(), group.k());
            assertThat(chosen).isLessThanOrEqualTo(wasserstein(norms, other) + ROUNDING);
        }
    }

    @Property(tries = 60)
    void scalingAllWeightsChangesNothing(@ForAll("groups") Case group, @ForAll("exponents") double exponent) {
        Assume.that(spread(group.filters()) > 1e-3);
        DistributionFitting criterion = new DistributionFitting(Norm.L2, 0.3, false, exponent);
        FilterSet original = group.filters();
        float[] scaled = original.weights().clone();
        for (int i = 0; i < scaled.length; i++) {
            // A power of two, so that rounding is the same and ties stay ties.
            scaled[i] *= 1024;
        }
        FilterSet larger = new FilterSet(
                original.group(), original.filters(), original.weightsPerFilter(), scaled, original.dead());

        assertThat(keep(criterion, new Case(larger, group.k()))).isEqualTo(keep(criterion, group));
    }

    @Property(tries = 60)
    void aLargeExponentKeepsTheLargestNorms(@ForAll("distinctGroups") Case group) {
        int[] kept = keep(new DistributionFitting(Norm.L2, 0, false, 5_000), group);

        assertThat(kept).isEqualTo(FilterSelector.of(new Criterion.L2Norm(), 1).keep(group.filters(), group.k()));
    }

    @Property(tries = 60)
    void aBandAroundTheQuantilesGivesTheSameDistanceAsTheWholeProgramme(
            @ForAll("largerGroups") Case group, @ForAll("exponents") double exponent) {
        double[] sorted = group.filters().norms(Norm.L2);
        Arrays.sort(sorted);
        QuantileSlots slots = new QuantileSlots(sorted, group.k(), exponent);

        int[] whole = SlotAssignment.cheapest(slots, slots::fit);
        int[] banded = SlotAssignment.cheapest(slots, slots::fit, 6L * 9 * group.k());

        assertThat(total(slots, banded)).isCloseTo(total(slots, whole), within(ROUNDING));
    }

    @Test
    void keepsOneOfEachPairOfNeighboursOnAnEvenScale() {
        FilterSet filters = FilterSets.ofNorms(1, 2, 3, 4, 5, 6, 7, 8);

        assertThat(FilterSelector.of(DistributionFitting.plain(), 1).keep(filters, 4))
                .containsExactly(1, 3, 5, 7);
    }

    @Test
    void redundancyMovesTheChoiceToTheFilterWithoutATwin() {
        // Norms 1, 1.01, 1.02 and 3, 3.01, 3.02, of which the middle ones fit best and one of them has a twin.
        FilterSet filters = FilterSets.of(
                new float[] {1, 0, 0, 0, 0},
                new float[] {0, 1.01f, 0, 0, 0},
                new float[] {0, 0, 1.02f, 0, 0},
                new float[] {0, 0, 0, 3, 0},
                new float[] {0, 3.01f, 0, 0, 0},
                new float[] {0, 0, 0, 0, 3.02f});

        assertThat(FilterSelector.of(DistributionFitting.plain(), 1).keep(filters, 2))
                .containsExactly(1, 4);
        assertThat(FilterSelector.of(new DistributionFitting(Norm.L2, 1, false, 0), 1)
                        .keep(filters, 2))
                .doesNotContain(1, 4);
    }

    @Test
    void dwarfsDoNotStandForTrainedFilters() {
        TrainedNorms trained = TrainedNorms.of(Stream.of(FilterSets.ofNorms(1, 2, 3, 4, 5, 6, 7, 8)), Norm.L2);
        FilterSet softened = FilterSets.ofNorms(0.1f, 2, 0.1f, 4, 0, 6, 0.2f, 8);

        assertThat(FilterSelector.of(DistributionFitting.plain(), 1, trained).keep(softened, 4))
                .containsExactly(1, 3, 5, 7);
        assertThat(FilterSelector.of(DistributionFitting.plain(), 1).keep(softened, 4))
                .contains(0, 6);
    }

    @Test
    void theTrainedNormsOfTheLivingAloneAreFitted() {
        FilterSet before =
                new FilterSet("layer", 4, 1, new float[] {1, 2, 9, 9}, new boolean[] {false, false, true, true});
        FilterSet now = new FilterSet("layer", 4, 1, new float[] {1, 2, 8, 9}, new boolean[4]);
        TrainedNorms trained = TrainedNorms.of(Stream.of(before), Norm.L2);

        assertThat(FilterSelector.of(new DistributionFitting(Norm.L2, 0, true, 0), 1, trained)
                        .keep(now, 2))
                .containsExactly(0, 1);
        assertThat(FilterSelector.of(DistributionFitting.plain(), 1, trained).keep(now, 2))
                .containsExactly(1, 3);
    }

    @Test
    void filtersOfWhichTheyKnowNothingAreFittedToTheirOwnNorms() {
        FilterSet other = new FilterSet("other", 2, 1, new float[] {7, 8}, new boolean[2]);
        TrainedNorms trained = TrainedNorms.of(Stream.of(other), Norm.L2);
        FilterSet filters = FilterSets.ofNorms(1, 2, 3, 4, 5, 6, 7, 8);

        assertThat(FilterSelector.of(DistributionFitting.plain(), 1, trained).keep(filters, 4))
                .containsExactly(1, 3, 5, 7);
    }

    @Test
    void deadFiltersGoFirst() {
        boolean[] dead = {false, true, true, false, false, false};
        FilterSet filters = new FilterSet("layer", 6, 1, new float[] {1, 9, 2, 3, 4, 5}, dead);

        assertThat(FilterSelector.of(new DistributionFitting(Norm.L2, 0, true, 0), 1)
                        .keep(filters, 4))
                .containsExactly(0, 3, 4, 5);
        assertThat(FilterSelector.of(new DistributionFitting(Norm.L2, 0, true, 0), 1)
                        .keep(filters, 2))
                .containsExactly(3, 5);
    }

    @Test
    void theLargestDeadFiltersFillUpWhereTooFewLive() {
        boolean[] dead = {true, true, false, true};
        FilterSet filters = new FilterSet("layer", 4, 1, new float[] {1, 9, 2, 3}, dead);

        assertThat(FilterSelector.of(new DistributionFitting(Norm.L2, 0, true, 0), 1)
                        .keep(filters, 3))
                .containsExactly(1, 2, 3);
    }

    @Test
    void selectsAmongEqualNormsByRedundancyAlone() {
        FilterSet filters = FilterSets.of(
                new float[] {1, 0, 0}, new float[] {1, 0, 0}, new float[] {0, 1, 0}, new float[] {0, 0, 1});

        assertThat(FilterSelector.of(new DistributionFitting(Norm.L2, 0.5, false, 0), 1)
                        .keep(filters, 2))
                .containsExactly(2, 3);
    }

    @Test
    void selectsAmongFiltersOfZeros() {
        FilterSet filters = FilterSets.ofNorms(0, 0, 0, 0);

        assertThat(FilterSelector.of(new DistributionFitting(Norm.L2, 0.1, false, 3), 1)
                        .keep(filters, 2))
                .hasSize(2);
    }

    @Provide
    Arbitrary<Case> smallGroups() {
        return groups(1, 14, Arbitraries.integers().between(0, 12).map(i -> i / 4f));
    }

    @Provide
    Arbitrary<Case> groups() {
        return groups(1, 40, Arbitraries.floats().between(-10, 10));
    }

    @Provide
    Arbitrary<Case> largerGroups() {
        return groups(100, 150, Arbitraries.floats().between(-10, 10));
    }

    @Provide
    Arbitrary<Case> distinctGroups() {
        return Arbitraries.integers()
                .between(1, 100)
                .array(int[].class)
                .ofMinSize(2)
                .ofMaxSize(12)
                .uniqueElements()
                .flatMap(
                        norms -> Arbitraries.integers().between(1, norms.length).map(k -> {
                            float[] weights = new float[norms.length];
                            IntStream.range(0, norms.length).forEach(i -> weights[i] = norms[i]);
                            return new Case(FilterSets.ofNorms(weights), k);
                        }));
    }

    @Provide
    Arbitrary<Double> exponents() {
        return Arbitraries.of(0.0, 0.5, 1.0, 2.0, 4.0, 20.0);
    }

    /** Ties, zeros and twins are frequent as weights are coarse in the small groups; edge cases would crowd the rest out. */
    private static Arbitrary<Case> groups(int fewest, int most, Arbitrary<Float> weight) {
        Arbitrary<Integer> sizes = Arbitraries.integers().between(fewest, most);
        return Combinators.combine(sizes, Arbitraries.integers().between(1, 3))
                .flatAs((n, width) -> Combinators.combine(
                                weight.array(float[].class).ofSize(n * width),
                                Arbitraries.integers().between(1, n))
                        .as((weights, k) -> new Case(new FilterSet("layer", n, width, weights, new boolean[n]), k)))
                .withoutEdgeCases();
    }

    private static int[] keep(DistributionFitting criterion, Case group) {
        return FilterSelector.of(criterion, 1).keep(group.filters(), group.k());
    }

    private static double wasserstein(double[] norms, int[] kept) {
        return DistributionFit.between(norms, Subsets.pick(norms, kept)).wasserstein();
    }

    private static double total(QuantileSlots slots, int[] assigned) {
        return IntStream.range(0, assigned.length)
                .mapToDouble(slot -> slots.fit(slot, assigned[slot]))
                .sum();
    }

    private static double spread(FilterSet filters) {
        return StatUtils.max(filters.norms(Norm.L2)) - StatUtils.min(filters.norms(Norm.L2));
    }

    /** The cost of algorithm section 2, with each integral taken piece by piece over the steps of the weighted F^-1. */
    private static double cost(Case group, int[] subset, double lambda, double exponent) {
        return cost(group, group.filters().norms(Norm.L2), subset, lambda, exponent);
    }

    private static double cost(Case group, double[] reference, int[] subset, double lambda, double exponent) {
        double[] norms = group.filters().norms(Norm.L2);
        double[] sorted = reference.clone();
        Arrays.sort(sorted);
        double deviation = sorted[0] < sorted[sorted.length - 1] ? Math.sqrt(StatUtils.variance(sorted)) : 0;
        double[] masses = masses(sorted, exponent);
        int[] inOrder = Arrays.stream(subset)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> norms[i]))
                .mapToInt(i -> i)
                .toArray();
        double cost = 0;
        for (int slot = 0; slot < inOrder.length; slot++) {
            double fit = integral(sorted, masses, slot, inOrder.length, norms[inOrder[slot]]);
            cost += deviation == 0 ? 0 : fit / deviation;
            cost += lambda / inOrder.length * group.redundancy()[inOrder[slot]];
        }
        return cost;
    }

    private static double[] masses(double[] sorted, double exponent) {
        double[] masses = Arrays.stream(sorted).map(v -> Math.pow(v, exponent)).toArray();
        double total = StatUtils.sum(masses);
        return Arrays.stream(masses)
                .map(m -> total == 0 ? 1.0 / sorted.length : m / total)
                .toArray();
    }

    private static double integral(double[] sorted, double[] masses, int slot, int slots, double value) {
        double from = (double) slot / slots;
        double to = (double) (slot + 1) / slots;
        double sum = 0;
        double position = 0;
        for (int i = 0; i < sorted.length; i++) {
            double overlap = Math.min(to, position + masses[i]) - Math.max(from, position);
            sum += Math.max(0, overlap) * Math.abs(value - sorted[i]);
            position += masses[i];
        }
        return sum;
    }
}

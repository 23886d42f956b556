package io.filterfit.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.filterfit.evaluation.NetworkCost;
import io.filterfit.graph.CoupledGroups;
import io.filterfit.graph.FilterGroup;
import io.filterfit.graph.RandomGraph;
import io.filterfit.selection.TrainedNorms;
import io.filterfit.spec.Allocation;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.Criterion;
import io.filterfit.spec.FailureReason;
import io.filterfit.spec.LatencyRuntime;
import io.filterfit.spec.Scope;
import io.filterfit.spec.Target;
import io.filterfit.spec.TrainingSpec;
import io.filterfit.surgery.Surgery;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;

class PlannerPropertyTest {

    @Property(tries = 60)
    void theTargetIsMetAndGivingOneFilterBackWouldMissIt(
            @ForAll long seed,
            @ForAll CNN2DFormat layout,
            @ForAll("criteria") Criterion criterion,
            @ForAll Scope scope,
            @ForAll Allocation allocation,
            @ForAll @IntRange(min = 1, max = 3) int channelMultiple,
            @ForAll @DoubleRange(min = 0.05, max = 0.8) double value,
            @ForAll boolean parameters) {
        ComputationGraph graph = RandomGraph.of(seed, layout);
        CoupledGroups groups = CoupledGroups.of(graph);
        Target target = parameters ? new Target.ParameterReduction(value) : new Target.FlopsReduction(value);
        CompressionSpec spec = spec(target, criterion, scope, channelMultiple)
                .with()
                .allocation(allocation)
                .build();
        Optional<PruningPlan> plan = plan(graph, groups, spec);
        Assume.that(plan.isPresent());

        CostModel costs = CostModel.of(graph, groups);
        int[] kept = counts(groups, plan.get());
        assertThat(reduction(costs, groups, kept, parameters)).isGreaterThanOrEqualTo(value);
        for (int group = 0; group < kept.length; group++) {
            FilterGroup given = groups.groups().get(group);
            if (kept[group] < given.size()) {
                int[] more = kept.clone();
                more[group] = FilterCounts.of(given, spec).next(kept[group]);
                assertThat(reduction(costs, groups, more, parameters)).isLessThan(value);
            }
        }
    }

    @Property(tries = 40)
    void aMeasuredTargetIsMetWithinTheEvaluationsThatItAllows(
            @ForAll long seed,
            @ForAll Allocation allocation,
            @ForAll @IntRange(min = 2, max = 10) int evaluations,
            @ForAll @DoubleRange(min = 0.05, max = 0.9) double value,
            @ForAll boolean accuracy) {
        ComputationGraph graph = RandomGraph.of(seed, CNN2DFormat.NHWC);
        CoupledGroups groups = CoupledGroups.of(graph);
        Target.Measured target = accuracy
                ? new Target.AccuracyDrop(value, evaluations)
                : new Target.LatencyReduction(value, 1, evaluations, LatencyRuntime.NATIVE);
        CompressionSpec spec = spec(target, new Criterion.L2Norm(), Scope.ALL, 1)
                .with()
                .allocation(allocation)
                .build();
        CostModel costs = CostModel.of(graph, groups);
        Trial trial = plan -> reduction(costs, groups, counts(groups, plan), false);

        Optional<PruningPlan> plan = search(graph, groups, spec, target, trial);
        Assume.that(plan.isPresent());

        List<Evaluation> seen = plan.get().evaluations();
        Evaluation last =
                seen.stream().filter(Evaluation::met).reduce((a, b) -> b).orElseThrow();
        assertThat(seen).hasSizeBetween(1, evaluations);
        assertThat(trial.measure(plan.get())).isEqualTo(last.measured());
        assertThat(seen).allSatisfy(evaluation -> assertThat(evaluation.met())
                .isEqualTo(accuracy ? evaluation.measured() <= value : evaluation.measured() >= value));
        // No network that was seen to meet the target is the better one.
        assertThat(seen.stream().filter(Evaluation::met).mapToDouble(Evaluation::filterReduction))
                .allSatisfy(
                        other -> assertThat(accuracy ? other - last.filterReduction() : last.filterReduction() - other)
                                .isLessThanOrEqualTo(0));
    }

    @Property(tries = 40)
    void theComputedCostIsThatOfThePrunedNetwork(@ForAll long seed, @ForAll CNN2DFormat layout, @ForAll Scope scope) {
        ComputationGraph graph = RandomGraph.of(seed, layout);
        CoupledGroups groups = CoupledGroups.of(graph);
        CompressionSpec spec = spec(new Target.FlopsReduction(0.3), new Criterion.L2Norm(), scope, 1);
        Optional<PruningPlan> plan = plan(graph, groups, spec);
        Assume.that(plan.isPresent());

        ComputationGraph pruned = Surgery.prune(graph, groups, plan.get());

        assertThat(CostModel.of(graph, groups).cost(counts(groups, plan.get()))).isEqualTo(NetworkCost.of(pruned));
    }

    /** The plan, or nothing where the network cannot give that much. */
    private static Optional<PruningPlan> plan(ComputationGraph graph, CoupledGroups groups, CompressionSpec spec) {
        try {
            return Optional.of(Planner.plan(graph, groups, spec, measured(groups)));
        } catch (CompressionException e) {
            assertThat(e.reason()).isEqualTo(FailureReason.TARGET_IMPOSSIBLE);
            return Optional.empty();
        }
    }

    private static Optional<PruningPlan> search(
            ComputationGraph graph, CoupledGroups groups, CompressionSpec spec, Target.Measured target, Trial trial) {
        try {
            return Optional.of(Planner.search(graph, groups, spec, measured(groups), target, trial));
        } catch (CompressionException e) {
            assertThat(e.reason()).isEqualTo(FailureReason.TARGET_IMPOSSIBLE);
            return Optional.empty();
        }
    }

    private static double reduction(CostModel costs, CoupledGroups groups, int[] kept, boolean parameters) {
        NetworkCost whole = costs.cost(sizes(groups));
        NetworkCost smaller = costs.cost(kept);
        return parameters ? whole.parameterReduction(smaller) : whole.flopsReduction(smaller);
    }

    /** As if some groups hurt more than others, and measuring was noisy. */
    private static Findings measured(CoupledGroups groups) {
        Random random = new Random(groups.groups().size());
        return new Findings(
                TrainedNorms.OWN,
                groups.groups().stream()
                        .map(group -> new GroupSensitivity(
                                group.name(),
                                group.size(),
                                0.9,
                                1_000,
                                IntStream.rangeClosed(1, Math.min(3, group.size() - 1))
                                        .mapToObj(removed -> new GroupSensitivity.Point(
                                                group.size() - removed, random.nextGaussian() / 10))
                                        .toList()))
                        .toList());
    }

    private static int[] sizes(CoupledGroups groups) {
        return groups.groups().stream().mapToInt(FilterGroup::size).toArray();
    }

    private static int[] counts(CoupledGroups groups, PruningPlan plan) {
        return groups.groups().stream()
                .mapToInt(group ->
                        plan.kept().containsKey(group.name()) ? plan.kept().get(group.name()).length : group.size())
                .toArray();
    }

    private static CompressionSpec spec(Target target, Criterion criterion, Scope scope, int channelMultiple) {
        return new CompressionSpec(
                "none", target, criterion, scope, 1, 1, channelMultiple, false, TrainingSpec.FINE_TUNING, 1);
    }

    @Provide
    Arbitrary<Criterion> criteria() {
        return Arbitraries.of(Criterion.NAMES).map(Criterion::named);
    }
}

package io.filterfit.plan;

import io.filterfit.graph.CoupledGroups;
import io.filterfit.graph.FilterGroup;
import io.filterfit.norm.FilterSet;
import io.filterfit.selection.CriteriaComparison;
import io.filterfit.selection.FilterSelector;
import io.filterfit.selection.Importance;
import io.filterfit.spec.Allocation;
import io.filterfit.spec.Checks;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Decides how many filters each group keeps, so that the target is met, and which. */
public final class Planner {

    private final ComputationGraph graph;
    private final CoupledGroups groups;
    private final CompressionSpec spec;
    private final Findings findings;
    private final Leeway leeway;

    private Planner(ComputationGraph graph, CoupledGroups groups, CompressionSpec spec, Findings findings) {
        this.graph = graph;
        this.groups = groups;
        this.spec = spec;
        this.findings = findings;
        leeway = new Leeway(graph, groups, spec);
    }

    /**
     * A plan with which the pruned network meets the request's target, as a share of this graph, and giving any one filter (or step of
     * {@code channelMultiple}) back would miss it. A filter ratio that is shared out uniformly is met in every group that is not held back
     * by {@code minimumFilters}; otherwise it is one of the filters of all groups in scope.
     *
     * @throws CompressionException TARGET_IMPOSSIBLE if the groups in scope cannot give that much, naming the largest possible;
     *     INVALID_REQUEST if the target is one that has to be measured
     */
    public static PruningPlan plan(ComputationGraph graph, CompressionSpec spec) {
        return plan(graph, CoupledGroups.of(graph), spec, Findings.NONE);
    }

    /**
     * As {@link #plan(ComputationGraph, CompressionSpec)}, with the graph's groups at hand.
     *
     * @param findings what to go by besides the graph
     */
    public static PruningPlan plan(
            ComputationGraph graph, CoupledGroups groups, CompressionSpec spec, Findings findings) {
        return new Planner(graph, groups, spec, findings).plan();
    }

    /**
     * A plan with which the pruned network was seen to meet a target that has to be measured: a latency with as little, an accuracy with
     * as much removed as bisection found in the evaluations that the target allows.
     *
     * @param trial measures cut networks; the plan returned is that of the last one which met the target
     * @throws CompressionException TARGET_IMPOSSIBLE if no network that was measured meets it
     */
    public static PruningPlan search(
            ComputationGraph graph,
            CoupledGroups groups,
            CompressionSpec spec,
            Findings findings,
            Target.Measured target,
            Trial trial) {
        return new Planner(graph, groups, spec, findings).search(target, trial);
    }

    private PruningPlan plan() {
        return new PruningPlan(select(counts(), true));
    }

    private PruningPlan search(Target.Measured target, Trial trial) {
        leeway.requireSome();
        TargetSearch search =
                new TargetSearch(leeway, allotment(), target, trial, kept -> new PruningPlan(select(kept, false)));
        int[] kept = search.solve();
        return new PruningPlan(select(kept, true), search.evaluations());
    }

    private int[] counts() {
        Target target = spec.target();
        if (target instanceof Target.FilterRatio && spec.allocation() == Allocation.UNIFORM) {
            leeway.requireSome();
            return leeway.counts().stream()
                    .mapToInt(group -> group.atMost(1 - target.value()))
                    .toArray();
        }
        ToDoubleFunction<int[]> reduction = reduction(target);
        double largest = reduction.applyAsDouble(leeway.smallest());
        if (largest < target.value()) {
            throw leeway.tooLittle(largest);
        }
        return allotment().solve(kept -> reduction.applyAsDouble(kept) >= target.value());
    }

    /** The share that the target is about, of what this graph has, as a function of how many filters each group keeps. */
    private ToDoubleFunction<int[]> reduction(Target target) {
        if (target instanceof Target.Measured) {
            throw Checks.invalid("a latency-reduction or accuracy-drop has to be measured, and that needs a data set");
        }
        if (target instanceof Target.FilterRatio) {
            return leeway::filterReduction;
        }
        return target instanceof Target.ParameterReduction ? leeway::parameterReduction : leeway::flopsReduction;
    }

    private Allotment allotment() {
        return new Allotment(leeway.counts(), worth());
    }

    private StepWorth worth() {
        if (spec.allocation() == Allocation.UNIFORM) {
            return StepWorth.uniform(leeway.counts());
        }
        if (spec.allocation() == Allocation.SENSITIVITY) {
            ToDoubleFunction<int[]> saving =
                    spec.target() instanceof Target.Measured ? leeway::flopsReduction : reduction(spec.target());
            return SensitivityWorth.of(groups.groups(), leeway.counts(), findings.sensitivity(), saving);
        }
        return GlobalRanking.of(graph, groups, leeway, Importance.of(spec.criterion(), spec.seed()));
    }

    private List<GroupSelection> select(int[] kept, boolean compared) {
        FilterSelector selector = FilterSelector.of(spec.criterion(), spec.seed(), findings.trained());
        List<GroupSelection> selections = new ArrayList<>();
        for (int i = 0; i < kept.length; i++) {
            FilterGroup group = groups.groups().get(i);
            if (leeway.includes(group)) {
                selections.add(select(group.filters(graph), kept[i], selector, compared));
            }
        }
        return selections;
    }

    private GroupSelection select(FilterSet filters, int count, FilterSelector selector, boolean compared) {
        int[] kept = selector.keep(filters, count);
        return new GroupSelection(
                filters.group(),
                filters.filters(),
                kept,
                compared
                        ? CriteriaComparison.of(filters, spec.criterion(), kept, spec.seed(), findings.trained())
                        : Map.of());
    }
}

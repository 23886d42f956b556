package io.filterfit.plan;

import io.filterfit.evaluation.NetworkCost;
import io.filterfit.graph.CoupledGroups;
import io.filterfit.graph.FilterGroup;
import io.filterfit.norm.FilterSet;
import io.filterfit.selection.CriteriaComparison;
import io.filterfit.selection.FilterSelector;
import io.filterfit.selection.TrainedNorms;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.FailureReason;
import io.filterfit.spec.Scope;
import io.filterfit.spec.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Decides how many filters each group keeps, so that the target is met, and which. */
public final class Planner {

    private final ComputationGraph graph;
    private final CoupledGroups groups;
    private final CompressionSpec spec;
    private final TrainedNorms trained;
    private final CostModel costs;
    private final GroupScope scope;

    private Planner(ComputationGraph graph, CoupledGroups groups, CompressionSpec spec, TrainedNorms trained) {
        this.graph = graph;
        this.groups = groups;
        this.spec = spec;
        this.trained = trained;
        costs = CostModel.of(graph, groups);
        scope = GroupScope.of(groups, spec);
    }

    /**
     * A plan with which the pruned network meets the request's target, as a share of this graph. FLOPs and parameter targets are met,
     * and giving any one filter (or step of {@code channelMultiple}) back would miss them; a filter ratio is met in every group that is
     * not held back by {@code minimumFilters}.
     *
     * @throws CompressionException TARGET_IMPOSSIBLE if the groups in scope cannot give that much; names the largest possible
     */
    public static PruningPlan plan(ComputationGraph graph, CompressionSpec spec) {
        return plan(graph, CoupledGroups.of(graph), spec, TrainedNorms.OWN);
    }

    /**
     * As {@link #plan(ComputationGraph, CompressionSpec)}, with the graph's groups at hand.
     *
     * @param trained the norms to fit where the graph has been pruned softly
     */
    public static PruningPlan plan(
            ComputationGraph graph, CoupledGroups groups, CompressionSpec spec, TrainedNorms trained) {
        return new Planner(graph, groups, spec, trained).plan();
    }

    private PruningPlan plan() {
        int[] kept = counts();
        FilterSelector selector = FilterSelector.of(spec.criterion(), spec.seed(), trained);
        List<GroupSelection> selections = new ArrayList<>();
        for (int i = 0; i < kept.length; i++) {
            FilterGroup group = groups.groups().get(i);
            if (scope.includes(group)) {
                selections.add(select(group.filters(graph), kept[i], selector));
            }
        }
        return new PruningPlan(selections);
    }

    private GroupSelection select(FilterSet filters, int count, FilterSelector selector) {
        int[] kept = selector.keep(filters, count);
        return new GroupSelection(
                filters.group(),
                filters.filters(),
                kept,
                CriteriaComparison.of(filters, spec.criterion(), kept, spec.seed(), trained));
    }

    private int[] counts() {
        List<FilterCounts> allowed = groups.groups().stream()
                .map(group ->
                        scope.includes(group) ? FilterCounts.of(group, spec) : FilterCounts.untouched(group.size()))
                .toList();
        Target target = spec.target();
        if (target instanceof Target.FilterRatio) {
            requireSomething(allowed);
            return allowed.stream()
                    .mapToInt(group -> group.atMost(1 - target.value()))
                    .toArray();
        }
        ToDoubleFunction<int[]> reduction = reduction();
        double largest = reduction.applyAsDouble(Allocation.smallest(allowed));
        if (largest < target.value()) {
            throw impossible(largest);
        }
        return new Allocation(allowed, kept -> reduction.applyAsDouble(kept) >= target.value()).solve();
    }

    /** The share that the target is about, of what this graph has, as a function of how many filters each group keeps. */
    private ToDoubleFunction<int[]> reduction() {
        NetworkCost whole =
                costs.cost(groups.groups().stream().mapToInt(FilterGroup::size).toArray());
        return spec.target() instanceof Target.ParameterReduction
                ? kept -> whole.parameterReduction(costs.cost(kept))
                : kept -> whole.flopsReduction(costs.cost(kept));
    }

    private void requireSomething(List<FilterCounts> allowed) {
        if (allowed.stream().allMatch(group -> group.minimum() == group.size())) {
            throw impossible(0);
        }
    }

    private CompressionException impossible(double largest) {
        String asked = String.format(Locale.ROOT, "%.4g", spec.target().value());
        // Rounded down, so that what is named can be had.
        String possible = String.format(Locale.ROOT, "%.4f", Math.floor(largest * 1e4) / 1e4);
        long inScope = groups.groups().stream().filter(scope::includes).count();
        String advice = spec.scope() == Scope.INNER && inScope < groups.groups().size()
                ? "ask for less, or use scope all, which may prune the groups that residual additions touch too"
                : "ask for less, lower minimumFilters or channelMultiple, or name fewer keepLayers";
        return new CompressionException(
                FailureReason.TARGET_IMPOSSIBLE,
                "the target of " + asked + " cannot be met: the largest possible reduction is " + possible
                        + " with the "
                        + inScope + " of " + groups.groups().size() + " groups in scope, minimumFilters "
                        + spec.minimumFilters() + " and channelMultiple " + spec.channelMultiple() + "; " + advice);
    }
}

package io.filterfit.plan;

import io.filterfit.evaluation.NetworkCost;
import io.filterfit.graph.CoupledGroups;
import io.filterfit.graph.FilterGroup;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.FailureReason;
import io.filterfit.spec.Scope;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** How far a request lets a network be cut, and what that saves. */
final class Leeway {

    private final CoupledGroups groups;
    private final CompressionSpec spec;
    private final GroupScope scope;
    private final List<FilterCounts> counts;
    private final CostModel costs;
    private final NetworkCost whole;

    Leeway(ComputationGraph graph, CoupledGroups groups, CompressionSpec spec) {
        this.groups = groups;
        this.spec = spec;
        scope = GroupScope.of(groups, spec);
        counts = groups.groups().stream()
                .map(group ->
                        scope.includes(group) ? FilterCounts.of(group, spec) : FilterCounts.untouched(group.size()))
                .toList();
        costs = CostModel.of(graph, groups);
        whole = costs.cost(groups.groups().stream().mapToInt(FilterGroup::size).toArray());
    }

    /** Of every group. */
    List<FilterCounts> counts() {
        return counts;
    }

    boolean includes(FilterGroup group) {
        return scope.includes(group);
    }

    /** The fewest filters that each group may keep. */
    int[] smallest() {
        return counts.stream().mapToInt(FilterCounts::minimum).toArray();
    }

    double flopsReduction(int[] kept) {
        return whole.flopsReduction(costs.cost(kept));
    }

    double parameterReduction(int[] kept) {
        return whole.parameterReduction(costs.cost(kept));
    }

    /** The share that goes of the filters of all groups in scope. */
    double filterReduction(int[] kept) {
        long had = 0;
        long has = 0;
        for (int i = 0; i < kept.length; i++) {
            if (includes(groups.groups().get(i))) {
                had += groups.groups().get(i).size();
                has += kept[i];
            }
        }
        return had == 0 ? 0 : 1 - (double) has / had;
    }

    void requireSome() {
        if (counts.stream().allMatch(group -> group.minimum() == group.size())) {
            throw tooLittle(0);
        }
    }

    /** @param largest the reduction with the fewest filters that each group may keep */
    CompressionException tooLittle(double largest) {
        // Rounded down, so that what is named can be had.
        String possible = String.format(Locale.ROOT, "%.4f", Math.floor(largest * 1e4) / 1e4);
        long inScope = groups.groups().stream().filter(this::includes).count();
        String advice = spec.scope() == Scope.INNER && inScope < groups.groups().size()
                ? "ask for less, or use scope all, which may prune the groups that residual additions touch too"
                : "ask for less, lower minimumFilters or channelMultiple, or name fewer keepLayers";
        return impossible("the largest possible reduction is " + possible + " with the " + inScope + " of "
                + groups.groups().size() + " groups in scope, minimumFilters " + spec.minimumFilters()
                + " and channelMultiple " + spec.channelMultiple() + "; " + advice);
    }

    CompressionException impossible(String reason) {
        return new CompressionException(
                FailureReason.TARGET_IMPOSSIBLE,
                String.format(
                        Locale.ROOT,
                        "the target of %.4g cannot be met: %s",
                        spec.target().value(),
                        reason));
    }
}

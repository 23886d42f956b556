package io.filterfit.surgery;

import io.filterfit.graph.CoupledGroups;
import io.filterfit.graph.FilterGroup;
import io.filterfit.plan.GroupSelection;
import io.filterfit.plan.PruningPlan;
import io.filterfit.selection.FilterSelector;
import io.filterfit.selection.TrainedNorms;
import io.filterfit.spec.Criterion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * A cut that only zeroes, and that chooses anew whenever it is made (soft filter pruning; He et al., 2018): how many filters stay is
 * settled, which ones depends on the weights at the time.
 *
 * @param kept how many filters each group keeps; groups that are not named keep all
 * @param criterion which ones
 * @param seed of the random criterion, which so keeps the same ones every time
 * @param trained the norms to fit, of the network before anything was zeroed
 */
public record SoftCut(Map<String, Integer> kept, Criterion criterion, long seed, TrainedNorms trained) {

    public SoftCut {
        kept = new TreeMap<>(kept);
    }

    /**
     * As many filters as in a plan.
     *
     * @param graph the network that the plan is for, as it is before soft pruning
     */
    public static SoftCut of(ComputationGraph graph, PruningPlan plan, Criterion criterion, long seed) {
        Map<String, Integer> kept = new TreeMap<>();
        plan.groups().forEach(group -> kept.put(group.group(), group.kept().length));
        return new SoftCut(kept, criterion, seed, TrainedNorms.of(graph, criterion));
    }

    /** Zeroes, in the graph itself, all that {@link Surgery#mask} zeroes for the filters that the criterion would drop now. */
    public void zero(ComputationGraph graph) {
        CoupledGroups groups = CoupledGroups.of(graph);
        Surgery.zero(graph, groups, choose(graph, groups));
    }

    private PruningPlan choose(ComputationGraph graph, CoupledGroups groups) {
        FilterSelector selector = FilterSelector.of(criterion, seed, trained);
        List<GroupSelection> selections = new ArrayList<>();
        for (FilterGroup group : groups.groups()) {
            Integer count = kept.get(group.name());
            if (count != null) {
                int[] filters = selector.keep(group.filters(graph), count);
                selections.add(new GroupSelection(group.name(), group.size(), filters, Map.of()));
            }
        }
        return new PruningPlan(selections);
    }
}

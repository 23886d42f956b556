package io.filterfit.graph;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * The coupled groups of a graph, in topological order of their first member, and what cannot be pruned.
 *
 * <p>Two filters belong to the same group when their channels occur in exactly the same activations, equally often. So every activation
 * holds all filters of a group or none, and a group that keeps one filter leaves no activation empty.
 */
public final class CoupledGroups {

    private final ChannelFlow flow;
    private final List<FilterGroup> groups;
    private final List<Unprunable> unprunable;
    private final int[] groupOf;
    private final int[] filterOf;

    CoupledGroups(
            ChannelFlow flow, List<FilterGroup> groups, List<Unprunable> unprunable, int[] groupOf, int[] filterOf) {
        this.flow = flow;
        this.groups = List.copyOf(groups);
        this.unprunable = List.copyOf(unprunable);
        this.groupOf = groupOf;
        this.filterOf = filterOf;
    }

    /**
     * @throws io.filterfit.spec.CompressionException MODEL_UNSUPPORTED if no input shape is pinned to the graph (see {@link
     *     io.filterfit.model.InputShape}), or its layers do not fit each other
     */
    public static CoupledGroups of(ComputationGraph graph) {
        return new Grouping(ChannelFlow.of(graph)).groups();
    }

    public List<FilterGroup> groups() {
        return groups;
    }

    public List<Unprunable> unprunable() {
        return unprunable;
    }

    public Optional<FilterGroup> group(String name) {
        return groups.stream().filter(group -> group.name().equals(name)).findFirst();
    }

    public ChannelFlow flow() {
        return flow;
    }

    /**
     * How many of an activation's channels belong to each group.
     *
     * @return by group in the order of {@link #groups()}, and last those that belong to none
     */
    public int[] census(Channels channels) {
        int[] counts = new int[groups.size() + 1];
        for (int channel = 0; channel < channels.size(); channel++) {
            int group = groupOf[channels.origin(channel)];
            counts[group < 0 ? groups.size() : group]++;
        }
        return counts;
    }

    /**
     * Where a group's filters lie among the channels of an activation.
     *
     * @return by filter, the indices of its channels, ascending; of all filters equally many, none if the group is not there
     */
    public int[][] positions(FilterGroup group, Channels channels) {
        int number = groups.indexOf(group);
        int[][] positions = new int[group.size()][0];
        for (int channel = 0; channel < channels.size(); channel++) {
            int origin = channels.origin(channel);
            if (groupOf[origin] == number) {
                int[] sofar = positions[filterOf[origin]];
                positions[filterOf[origin]] = Arrays.copyOf(sofar, sofar.length + 1);
                positions[filterOf[origin]][sofar.length] = channel;
            }
        }
        return positions;
    }

    /**
     * The cut that leaves these filters.
     *
     * @param kept indices of the filters that stay by group name; groups that are not named keep all
     * @throws IllegalArgumentException if there is no such group or filter
     */
    public Cut cut(Map<String, int[]> kept) {
        boolean[][] stays = new boolean[groups.size()][];
        for (int group = 0; group < stays.length; group++) {
            stays[group] = stays(groups.get(group), kept);
        }
        kept.keySet().forEach(name -> group(name)
                .orElseThrow(() -> new IllegalArgumentException("the network has no group '" + name + "'")));
        boolean[] removed = new boolean[groupOf.length];
        for (int origin = 0; origin < removed.length; origin++) {
            removed[origin] = groupOf[origin] >= 0 && !stays[groupOf[origin]][filterOf[origin]];
        }
        return new Cut(removed);
    }

    private static boolean[] stays(FilterGroup group, Map<String, int[]> kept) {
        boolean[] stays = new boolean[group.size()];
        int[] filters = kept.get(group.name());
        if (filters == null) {
            Arrays.fill(stays, true);
            return stays;
        }
        for (int filter : filters) {
            if (filter < 0 || filter >= group.size()) {
                throw new IllegalArgumentException(
                        "group '" + group.name() + "' has " + group.size() + " filters, and so no filter " + filter);
            }
            stays[filter] = true;
        }
        return stays;
    }
}

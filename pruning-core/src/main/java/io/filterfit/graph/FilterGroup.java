package io.filterfit.graph;

import io.filterfit.norm.FilterSet;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Filters that can only be removed together, position by position.
 *
 * <p>The smallest one: a convolution {@code conv} of 16 filters, a batch normalisation {@code bn} behind it, and a convolution {@code
 * next} that reads what it puts out.
 *
 * <pre>
 *     conv  W [16, 3, 3, 3]     bn  gamma, beta, mean, var [16]     next  W [32, 16, 3, 3]
 * </pre>
 *
 * Its size is 16, its members are {@code (conv, FILTERS)} and {@code (bn, NORMALISATION)}, its consumer is {@code next}. Removing
 * filter 5 removes {@code conv.W[5]} with its bias, entry 5 of {@code bn}'s four arrays, and {@code next.W[:, 5]}. If the output of
 * {@code bn} were added to that of another convolution with 16 filters, that convolution would be a member too, and its filter 5 would
 * go with this one.
 *
 * <p>A layer may belong to several groups: where a slice or a padded shortcut of fewer channels is added to part of its filters, that
 * part is a group and the rest is another.
 *
 * @param name the name of its first layer, with {@code #1}, {@code #2} and so on where that layer leads several groups
 * @param size how many filters it has
 * @param minimum the fewest that its consumers can do with, mostly 1
 * @param members layers that lose something of their own with a filter, in topological order
 * @param consumers layers that read its channels, in topological order
 * @param touchedByAdd whether an element-wise addition (of a residual block) reads or makes its channels
 */
public record FilterGroup(
        String name, int size, int minimum, List<Member> members, List<String> consumers, boolean touchedByAdd) {

    public FilterGroup {
        members = List.copyOf(members);
        consumers = List.copyOf(consumers);
    }

    /**
     * One layer's part in the group.
     *
     * @param layer the layer's vertex
     * @param role what the layer is to the filters
     * @param channels {@code channels[i]}: which of the layer's channels belong to filter i, mostly one; output channels, but
     *     input channels of a {@link Role#CHANNELWISE} layer
     */
    public record Member(String layer, Role role, int[][] channels) {}

    /** Which of the filters give the same number whatever the image is. */
    public boolean[] dead(ComputationGraph graph) {
        return new GroupFilters(graph, this).dead();
    }

    /** Makes the output of dead filters a constant to the last bit, in the graph itself: what is next to nothing becomes 0. */
    public void silence(ComputationGraph graph, boolean[] dead) {
        new GroupFilters(graph, this).silence(dead);
    }

    /** All members' filters, filter i being the concatenation of all members' filters i. */
    public FilterSet filters(ComputationGraph graph) {
        return new GroupFilters(graph, this).read();
    }
}

package io.filterfit.selection;

import io.filterfit.graph.CoupledGroups;
import io.filterfit.norm.FilterSet;
import io.filterfit.spec.Criterion;
import io.filterfit.spec.Norm;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * The norms that filters had when the network was trained and none of them had been zeroed yet.
 *
 * <p>In soft pruning distribution fitting is to fit these. After the first zeroing a layer's own norms are to a good part those of
 * filters that have just begun to grow again: a subset that fits them has its share of such dwarfs, and so would the cut network.
 */
public final class TrainedNorms {

    /** Nothing is known of an earlier state: every group's own norms are those it was trained to. */
    public static final TrainedNorms OWN = new TrainedNorms(Map.of());

    private final Map<String, Group> groups;

    private TrainedNorms(Map<String, Group> groups) {
        this.groups = groups;
    }

    /**
     * Of a network as it was trained.
     *
     * @param criterion whose norm is taken
     */
    public static TrainedNorms of(ComputationGraph graph, Criterion criterion) {
        Stream<FilterSet> filters = CoupledGroups.of(graph).groups().stream().map(group -> group.filters(graph));
        return of(filters, CriteriaComparison.norm(criterion));
    }

    /** Of the filters of one group each. */
    static TrainedNorms of(Stream<FilterSet> groups, Norm norm) {
        Map<String, Group> known = new TreeMap<>();
        groups.forEach(filters -> known.put(filters.group(), Group.of(filters, norm)));
        return new TrainedNorms(known);
    }

    /** Whether the group is to be fitted to other norms than those it has. */
    boolean knows(String group) {
        return groups.containsKey(group);
    }

    /** Those of a group that is known, ascending; at least one. */
    double[] all(String group) {
        return groups.get(group).all();
    }

    /** As {@link #all}, of the filters that were not dead; of all where every one was. */
    double[] living(String group) {
        return groups.get(group).living();
    }

    /** All there is in it, the same for equal norms. */
    @Override
    public String toString() {
        return groups.toString();
    }

    private record Group(double[] all, double[] living) {

        static Group of(FilterSet filters, Norm norm) {
            double[] norms = filters.norms(norm);
            double[] all = Arrays.stream(norms).sorted().toArray();
            double[] living = IntStream.range(0, norms.length)
                    .filter(i -> !filters.dead()[i])
                    .mapToDouble(i -> norms[i])
                    .sorted()
                    .toArray();
            return new Group(all, living.length == 0 ? all : living);
        }

        @Override
        public String toString() {
            return Arrays.toString(all) + " " + Arrays.toString(living);
        }
    }
}

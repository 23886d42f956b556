package io.filterfit.manifest;

import io.filterfit.spec.Checks;
import java.util.List;

/**
 * Filters that go only together, position by position.
 *
 * @param name the name of its first layer, with {@code #1}, {@code #2} and so on where that layer leads several groups
 * @param filters how many it had
 * @param kept which of them stayed: ascending, from 0
 * @param members every parameter that loses something with a filter, in topological order of the layers
 * @param statistics of the filters' norms
 */
public record Group(String name, int filters, List<Integer> kept, List<Member> members, Statistics statistics) {

    public Group {
        Checks.notBlank("group.name", name);
        kept = ChannelCut.checked("kept of group '" + name + "'", filters, kept);
        members = List.copyOf(Checks.present("group.members", members));
        Checks.present("group.statistics", statistics);
    }

    /**
     * One parameter of one layer, along one of its dimensions.
     *
     * @param axis the dimension, from 0
     * @param side whose channels run along it
     * @param channels {@code channels[i]}: which of the layer's channels on that side belong to filter i; mostly one, several behind a
     *     flatten
     */
    public record Member(String layer, String parameter, int axis, Side side, List<List<Integer>> channels) {
        public Member {
            channels = channels.stream().map(List::copyOf).toList();
        }
    }

    /**
     * @param norm the norm of the filters, {@code l1} or {@code l2}
     * @param mean of the norms of all filters
     * @param wasserstein the 1-Wasserstein distance between the norms of the filters that stayed and of all
     * @param kolmogorovSmirnov their two-sample Kolmogorov-Smirnov statistic
     * @param dead filters whose output was constant
     */
    public record Statistics(
            String norm,
            double minimum,
            double median,
            double maximum,
            double mean,
            double standardDeviation,
            double wasserstein,
            double kolmogorovSmirnov,
            int dead) {}
}

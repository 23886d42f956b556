package io.filterfit.graph;

import io.filterfit.graph.FilterGroup.Member;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Gathers the origins of a channel flow into groups. */
final class Grouping {

    private static final int NONE = -1;

    private final ChannelFlow flow;
    private final Origins origins;
    /** By origin: the class of all origins that go together with it, numbered in order of first occurrence. */
    private final int[] classOf;

    private final List<Integer> representatives = new ArrayList<>();
    private final int[] groupOfClass;
    private final int[] filterOfClass;

    Grouping(ChannelFlow flow) {
        this.flow = flow;
        origins = flow.origins();
        classOf = classes();
        groupOfClass = new int[representatives.size()];
        filterOfClass = new int[representatives.size()];
    }

    CoupledGroups groups() {
        int[] sizes = assign(blocks());
        int[] groupOf = new int[origins.count()];
        int[] filterOf = new int[origins.count()];
        for (int origin = 0; origin < groupOf.length; origin++) {
            groupOf[origin] = groupOfClass[classOf[origin]];
            filterOf[origin] = filterOfClass[classOf[origin]];
        }
        return new CoupledGroups(flow, describe(sizes), unprunable(), groupOf, filterOf);
    }

    private int[] classes() {
        int[] byRepresentative = new int[origins.count()];
        Arrays.fill(byRepresentative, NONE);
        int[] classes = new int[origins.count()];
        // Origins are numbered as the walk meets them, and the oldest one represents its class.
        for (int origin = 0; origin < classes.length; origin++) {
            int representative = origins.representative(origin);
            if (byRepresentative[representative] == NONE) {
                byRepresentative[representative] = representatives.size();
                representatives.add(representative);
            }
            classes[origin] = byRepresentative[representative];
        }
        return classes;
    }

    /**
     * By class, a number that it shares with the classes that occur in the same activations, equally often: all start in one block,
     * and each activation splits the blocks by how often it holds their classes. The order of the numbers follows from where and how
     * often, not from which channel comes first, so it is the same after a cut.
     */
    private int[] blocks() {
        int[] block = new int[representatives.size()];
        int[] occurrences = new int[representatives.size()];
        int blocks = 1;
        for (Channels activation : flow.activations()) {
            int[] members = classes(activation);
            for (int member : members) {
                occurrences[member]++;
            }
            SortedMap<Long, Integer> split = new TreeMap<>();
            for (int member : members) {
                split.put(key(block[member], occurrences[member]), NONE);
            }
            for (Map.Entry<Long, Integer> part : split.entrySet()) {
                part.setValue(blocks++);
            }
            for (int member : members) {
                if (occurrences[member] > 0) { // once, however often it is there
                    block[member] = split.get(key(block[member], occurrences[member]));
                    occurrences[member] = 0;
                }
            }
        }
        return block;
    }

    private static long key(int block, int occurrences) {
        return (long) block << Integer.SIZE | occurrences;
    }

    /** By channel, its class. */
    private int[] classes(Channels channels) {
        int[] classes = new int[channels.size()];
        for (int channel = 0; channel < classes.length; channel++) {
            classes[channel] = classOf[channels.origin(channel)];
        }
        return classes;
    }

    /**
     * Numbers groups and their filters, the groups by the first layer that makes them and, of one layer, by block; classes that are
     * fixed or have no filter of any layer belong to none.
     */
    private int[] assign(int[] blocks) {
        int[] leaders = leaders();
        SortedMap<Long, Integer> groups = new TreeMap<>();
        for (int member = 0; member < blocks.length; member++) {
            if (isPrunable(member, leaders)) {
                groups.put(key(leaders[member], blocks[member]), NONE);
            }
        }
        int numbered = 0;
        for (Map.Entry<Long, Integer> group : groups.entrySet()) {
            group.setValue(numbered++);
        }
        int[] sizes = new int[numbered];
        Arrays.fill(groupOfClass, NONE);
        for (int member = 0; member < blocks.length; member++) {
            if (isPrunable(member, leaders)) {
                int group = groups.get(key(leaders[member], blocks[member]));
                groupOfClass[member] = group;
                filterOfClass[member] = sizes[group]++;
            }
        }
        return sizes;
    }

    private boolean isPrunable(int member, int[] leaders) {
        return leaders[member] != NONE && origins.reason(representatives.get(member)) == null;
    }

    /** By class, the number of the first vertex whose filters make it; {@link #NONE} where none do. */
    private int[] leaders() {
        int[] leaders = new int[representatives.size()];
        Arrays.fill(leaders, NONE);
        for (int vertex = 0; vertex < flow.vertices().size(); vertex++) {
            VertexFlow at = flow.vertices().get(vertex);
            if (at.role() == Role.FILTERS) {
                for (int member : classes(at.output())) {
                    leaders[member] = leaders[member] == NONE ? vertex : leaders[member];
                }
            }
        }
        return leaders;
    }

    private List<FilterGroup> describe(int[] sizes) {
        List<List<Member>> members = new ArrayList<>();
        List<List<String>> consumers = new ArrayList<>();
        for (int group = 0; group < sizes.length; group++) {
            members.add(new ArrayList<>());
            consumers.add(new ArrayList<>());
        }
        for (VertexFlow vertex : flow.vertices()) {
            if (vertex.role() != Role.PASSES) {
                byGroup(vertex.along(vertex.role().side()), sizes).forEach((group, channels) -> members.get(group)
                        .add(new Member(vertex.name(), vertex.role(), channels)));
            }
            if (vertex.role() == Role.FILTERS) {
                byGroup(vertex.layerInput(), sizes)
                        .keySet()
                        .forEach(group -> consumers.get(group).add(vertex.name()));
            }
        }
        List<String> names = names(members);
        int[] minima = minima(sizes.length);
        boolean[] added = added(sizes.length);
        List<FilterGroup> groups = new ArrayList<>();
        for (int group = 0; group < sizes.length; group++) {
            groups.add(new FilterGroup(
                    names.get(group),
                    sizes[group],
                    minima[group],
                    members.get(group),
                    consumers.get(group),
                    added[group]));
        }
        return groups;
    }

    /** By group that occurs among the channels, and by filter of the group, the indices of its channels. */
    private Map<Integer, int[][]> byGroup(Channels channels, int[] sizes) {
        Map<Integer, int[][]> found = new TreeMap<>();
        for (int channel = 0; channel < channels.size(); channel++) {
            int member = classOf[channels.origin(channel)];
            int group = groupOfClass[member];
            if (group == NONE) {
                continue;
            }
            int[][] byFilter = found.computeIfAbsent(group, key -> new int[sizes[key]][0]);
            int[] sofar = byFilter[filterOfClass[member]];
            byFilter[filterOfClass[member]] = Arrays.copyOf(sofar, sofar.length + 1);
            byFilter[filterOfClass[member]][sofar.length] = channel;
        }
        return found;
    }

    private static List<String> names(List<List<Member>> members) {
        List<String> leaders = members.stream().map(Grouping::leader).toList();
        Map<String, Integer> used = new HashMap<>();
        List<String> names = new ArrayList<>();
        for (String leader : leaders) {
            int number = used.merge(leader, 1, Integer::sum);
            boolean shared = leaders.indexOf(leader) != leaders.lastIndexOf(leader);
            names.add(shared ? leader + "#" + number : leader);
        }
        return names;
    }

    private static String leader(List<Member> members) {
        return members.stream()
                .filter(member -> member.role() == Role.FILTERS)
                .findFirst()
                .orElseThrow()
                .layer();
    }

    private int[] minima(int groups) {
        int[] minima = new int[groups];
        Arrays.fill(minima, 1);
        for (VertexFlow vertex : flow.vertices()) {
            int minimum = vertex.minimumInputs();
            for (int channel = 0; minimum > 1 && channel < vertex.layerInput().size(); channel++) {
                int group = groupOfClass[classOf[vertex.layerInput().origin(channel)]];
                if (group != NONE) {
                    minima[group] = Math.max(minima[group], minimum);
                }
            }
        }
        return minima;
    }

    private boolean[] added(int groups) {
        boolean[] added = new boolean[groups];
        for (int member = 0; member < groupOfClass.length; member++) {
            if (groupOfClass[member] != NONE) {
                added[groupOfClass[member]] |= origins.isAdded(representatives.get(member));
            }
        }
        return added;
    }

    private List<Unprunable> unprunable() {
        List<Unprunable> unprunable = new ArrayList<>();
        for (VertexFlow vertex : flow.vertices()) {
            if (!vertex.role().hasKernel()) {
                continue;
            }
            Map<String, Integer> byReason = new LinkedHashMap<>();
            for (int channel = 0; channel < vertex.output().size(); channel++) {
                String reason =
                        origins.reason(origins.representative(vertex.output().origin(channel)));
                if (reason != null) {
                    byReason.merge(reason, 1, Integer::sum);
                }
            }
            byReason.forEach((reason, filters) -> unprunable.add(new Unprunable(vertex.name(), filters, reason)));
        }
        return unprunable;
    }
}

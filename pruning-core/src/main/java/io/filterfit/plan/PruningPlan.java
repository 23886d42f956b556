package io.filterfit.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which filters of a network stay; groups that are not listed keep all of theirs.
 *
 * @param groups in topological order of their first member
 * @param evaluations the networks that were measured to find it, in order; none where the target needs no measuring
 */
public record PruningPlan(List<GroupSelection> groups, List<Evaluation> evaluations) {
    public PruningPlan {
        groups = List.copyOf(groups);
        evaluations = evaluations == null ? List.of() : List.copyOf(evaluations);
    }

    public PruningPlan(List<GroupSelection> groups) {
        this(groups, List.of());
    }

    /**
     * Both cuts as one of the network that this plan is of.
     *
     * @param next of the network that this plan left
     */
    public PruningPlan then(PruningPlan next) {
        Map<String, int[]> later = next.kept();
        return new PruningPlan(
                groups.stream()
                        .map(first -> later.containsKey(first.group())
                                ? new GroupSelection(
                                        first.group(),
                                        first.filters(),
                                        Arrays.stream(later.get(first.group()))
                                                .map(filter -> first.kept()[filter])
                                                .toArray(),
                                        Map.of())
                                : first)
                        .toList(),
                Stream.concat(evaluations.stream(), next.evaluations().stream()).toList());
    }

    /** The kept filters of each listed group by its name. */
    public Map<String, int[]> kept() {
        return groups.stream().collect(Collectors.toMap(GroupSelection::group, GroupSelection::kept));
    }
}

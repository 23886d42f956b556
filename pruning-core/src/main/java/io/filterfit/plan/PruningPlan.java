package io.filterfit.plan;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which filters of a network stay; groups that are not listed keep all of theirs.
 *
 * @param groups in topological order of their first member
 */
public record PruningPlan(List<GroupSelection> groups) {
    public PruningPlan {
        groups = List.copyOf(groups);
    }

    /** The kept filters of each listed group by its name. */
    public Map<String, int[]> kept() {
        return groups.stream().collect(Collectors.toMap(GroupSelection::group, GroupSelection::kept));
    }
}

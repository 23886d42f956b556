package io.filterfit.plan;

import java.util.List;

/**
 * Which filters of a network stay; groups that are not listed keep all of theirs.
 *
 * @param groups in topological order of their first member
 */
public record PruningPlan(List<GroupSelection> groups) {
    public PruningPlan {
        groups = List.copyOf(groups);
    }
}

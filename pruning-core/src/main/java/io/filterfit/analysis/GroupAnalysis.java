package io.filterfit.analysis;

import io.filterfit.graph.Role;
import io.filterfit.norm.NormDistribution;
import io.filterfit.norm.RedundancySummary;
import java.util.List;

/**
 * One coupled group.
 *
 * @param name the group's name
 * @param filters how many it has
 * @param inScope whether the request may prune it
 * @param touchedByAdd whether an element-wise addition touches it
 * @param members layers that lose something with a filter
 * @param consumers layers that read its channels
 * @param deadFilters indices of filters whose output is constant
 * @param norms distribution of the filters' norms
 * @param redundancy how much the filters repeat one another
 */
public record GroupAnalysis(
        String name,
        int filters,
        boolean inScope,
        boolean touchedByAdd,
        List<Member> members,
        List<String> consumers,
        int[] deadFilters,
        NormDistribution norms,
        RedundancySummary redundancy) {

    public GroupAnalysis {
        members = List.copyOf(members);
        consumers = List.copyOf(consumers);
    }

    /** dead[i] is true where filter i's output is constant. */
    public boolean[] dead() {
        var dead = new boolean[filters];
        for (int filter : deadFilters) {
            dead[filter] = true;
        }
        return dead;
    }

    public record Member(String layer, Role role) {}
}

package io.filterfit.report;

import io.filterfit.analysis.NetworkAnalysis;
import io.filterfit.norm.FilterSet;
import io.filterfit.norm.NormDistribution;
import io.filterfit.norm.RedundancySummary;
import io.filterfit.plan.GroupSelection;
import io.filterfit.selection.CriteriaComparison;
import io.filterfit.spec.Criterion;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One coupled group: its filters before the cut and which of them stayed.
 *
 * @param original norms of all filters
 * @param kept norms of the filters that stayed
 * @param redundancy how much the filters repeated one another; null where not measured
 * @param dead dead[i] is true where filter i's output was constant
 * @param selection which filters stayed, and how well they fit
 */
public record GroupReport(
        NormDistribution original,
        NormDistribution kept,
        RedundancySummary redundancy,
        boolean[] dead,
        GroupSelection selection) {

    public GroupReport {
        Objects.requireNonNull(original, "original");
        Objects.requireNonNull(kept, "kept");
        Objects.requireNonNull(selection, "selection");
        if (original.norms().length != selection.filters() || dead.length != selection.filters()) {
            throw new IllegalArgumentException("group '" + selection.group() + "' had " + selection.filters()
                    + " filters, but " + original.norms().length + " norms and " + dead.length
                    + " dead flags were reported");
        }
    }

    /**
     * Every group of an analysis.
     *
     * @param selections what stays of the groups that were cut; of the others all does
     */
    public static List<GroupReport> of(NetworkAnalysis analysis, List<GroupSelection> selections) {
        Map<String, GroupSelection> cut =
                selections.stream().collect(Collectors.toMap(GroupSelection::group, Function.identity()));
        return analysis.groups().stream()
                .map(group -> of(
                        group.norms(),
                        group.redundancy(),
                        group.dead(),
                        cut.getOrDefault(group.name(), GroupSelection.all(group.name(), group.filters()))))
                .toList();
    }

    /** Analyses the filters as the criterion sees them. */
    public static GroupReport of(FilterSet filters, Criterion criterion, GroupSelection selection) {
        NormDistribution original = NormDistribution.of(filters, CriteriaComparison.norm(criterion));
        return of(original, RedundancySummary.of(filters), filters.dead(), selection);
    }

    /** From an analysis that was made before. */
    public static GroupReport of(
            NormDistribution original, RedundancySummary redundancy, boolean[] dead, GroupSelection selection) {
        double[] kept = Arrays.stream(selection.kept())
                .mapToDouble(filter -> original.norms()[filter])
                .toArray();
        return new GroupReport(original, NormDistribution.of(kept, original.norm()), redundancy, dead, selection);
    }
}

package io.filterfit.analysis;

import io.filterfit.evaluation.LayerCost;
import io.filterfit.evaluation.NetworkCost;
import io.filterfit.graph.CoupledGroups;
import io.filterfit.graph.FilterGroup;
import io.filterfit.norm.FilterSet;
import io.filterfit.norm.NormDistribution;
import io.filterfit.norm.RedundancySummary;
import io.filterfit.plan.GroupScope;
import io.filterfit.plan.GroupSensitivity;
import io.filterfit.selection.CriteriaComparison;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.Norm;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Looks a network over. */
public final class NetworkAnalyzer {

    private NetworkAnalyzer() {}

    /**
     * @param graph with its input shape pinned (see {@link io.filterfit.model.InputShape}); left as it is
     * @param spec whose scope and norm the analysis is for
     * @param sensitivity of its groups, where it was measured
     * @throws io.filterfit.spec.CompressionException MODEL_UNSUPPORTED
     */
    public static NetworkAnalysis analyze(
            ComputationGraph graph, CompressionSpec spec, List<GroupSensitivity> sensitivity) {
        CoupledGroups groups = CoupledGroups.of(graph);
        GroupScope scope = GroupScope.of(groups, spec);
        Norm norm = CriteriaComparison.norm(spec.criterion());
        return new NetworkAnalysis(
                NetworkCost.of(graph),
                LayerCost.of(graph),
                groups.groups().stream()
                        .map(group -> analyze(graph, group, scope, norm))
                        .toList(),
                sensitivity,
                groups.unprunable());
    }

    private static GroupAnalysis analyze(ComputationGraph graph, FilterGroup group, GroupScope scope, Norm norm) {
        FilterSet filters = group.filters(graph);
        return new GroupAnalysis(
                group.name(),
                group.size(),
                scope.includes(group),
                group.touchedByAdd(),
                group.members().stream()
                        .map(member -> new GroupAnalysis.Member(member.layer(), member.role()))
                        .toList(),
                group.consumers(),
                IntStream.range(0, group.size())
                        .filter(filter -> filters.dead()[filter])
                        .toArray(),
                NormDistribution.of(filters, norm),
                RedundancySummary.of(filters));
    }
}

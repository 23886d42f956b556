package io.filterfit.plan;

import io.filterfit.graph.CoupledGroups;
import io.filterfit.graph.FilterGroup;
import io.filterfit.graph.VertexFlow;
import io.filterfit.spec.Checks;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.Scope;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which groups a request lets lose filters: those in its scope, less those that hold a layer which it names to be left alone. The inputs
 * of such a layer may still go, with the filters of the layer that makes them.
 */
public final class GroupScope {

    private final Scope scope;
    private final Set<String> leftAlone;

    private GroupScope(Scope scope, Set<String> leftAlone) {
        this.scope = scope;
        this.leftAlone = leftAlone;
    }

    /** @throws CompressionException INVALID_REQUEST if a name or pattern is that of no layer; names the nearest ones */
    public static GroupScope of(CoupledGroups groups, CompressionSpec spec) {
        List<String> layers = groups.flow().vertices().stream()
                .filter(vertex -> vertex.layer().isPresent())
                .map(VertexFlow::name)
                .toList();
        Set<String> leftAlone = spec.keepLayers().stream()
                .flatMap(text -> matches(text, layers).stream())
                .collect(Collectors.toSet());
        return new GroupScope(spec.scope(), leftAlone);
    }

    private static List<String> matches(String text, List<String> layers) {
        LayerPattern pattern = new LayerPattern(text);
        List<String> matches = layers.stream().filter(pattern::matches).toList();
        if (matches.isEmpty()) {
            throw Checks.invalid("keepLayers holds '" + text + "', and the network has no such layer; the nearest are '"
                    + String.join("', '", pattern.nearest(layers)) + "'");
        }
        return matches;
    }

    public boolean includes(FilterGroup group) {
        return (scope == Scope.ALL || !group.touchedByAdd())
                && group.members().stream().noneMatch(member -> leftAlone.contains(member.layer()));
    }
}

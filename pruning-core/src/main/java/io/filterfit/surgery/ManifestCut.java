package io.filterfit.surgery;

import io.filterfit.graph.CoupledGroups;
import io.filterfit.graph.Cut;
import io.filterfit.graph.FilterGroup;
import io.filterfit.graph.VertexFlow;
import io.filterfit.manifest.ChannelCut;
import io.filterfit.manifest.Group;
import io.filterfit.manifest.Layer;
import io.filterfit.manifest.Manifest;
import io.filterfit.spec.Checks;
import io.filterfit.spec.CompressionException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Repeats the cut of a manifest on another copy of the network. */
public final class ManifestCut {

    private final Manifest manifest;
    private final ComputationGraph graph;
    private final CoupledGroups groups;

    private ManifestCut(Manifest manifest, ComputationGraph graph) {
        this.manifest = manifest;
        this.graph = graph;
        groups = CoupledGroups.of(graph);
    }

    /**
     * The network less the filters that the manifest does not keep: what the cut itself leaves, before anything recovers it.
     *
     * @param graph of the same structure as the one that the manifest is of, whatever its weights; left as it is
     * @throws CompressionException INVALID_REQUEST if the manifest is of another network; says by what that shows
     */
    public static ComputationGraph apply(Manifest manifest, ComputationGraph graph) {
        return new ManifestCut(manifest, graph).apply();
    }

    private ComputationGraph apply() {
        requireSameLayers();
        manifest.groups().forEach(this::requireSameGroup);
        Map<String, int[]> kept = new HashMap<>();
        manifest.groups().forEach(group -> kept.put(group.name(), array(group.kept())));
        requireSameChannels(groups.cut(kept));
        return Surgery.prune(graph, groups, kept);
    }

    private void requireSameLayers() {
        Map<String, Layer> listed = new HashMap<>();
        manifest.layers().forEach(layer -> listed.put(layer.name(), layer));
        for (VertexFlow vertex : groups.flow().vertices()) {
            Layer layer = listed.remove(vertex.name());
            if (layer == null) {
                throw another("the network has a layer '" + vertex.name() + "', and the manifest has not");
            }
            requireSameShapes(vertex, layer);
        }
        listed.keySet().stream().sorted().findFirst().ifPresent(missing -> {
            throw another("the manifest has a layer '" + missing + "', and the network has not");
        });
    }

    private void requireSameShapes(VertexFlow vertex, Layer layer) {
        Map<String, List<Long>> shapes = new HashMap<>();
        if (vertex.vertex().numParams(false) > 0) {
            graph.getLayer(layer.name())
                    .paramTable()
                    .forEach((name, array) -> shapes.put(
                            name, Arrays.stream(array.shape()).boxed().toList()));
        }
        for (Layer.Array parameter : layer.parameters()) {
            List<Long> shape = shapes.remove(parameter.name());
            if (!parameter.shape().equals(shape)) {
                throw another("parameter '" + parameter.name() + "' of layer '" + layer.name() + "' is of shape "
                        + parameter.shape() + " there, and " + (shape == null ? "missing" : "of " + shape) + " here");
            }
        }
        shapes.keySet().stream().sorted().findFirst().ifPresent(extra -> {
            throw another("layer '" + layer.name() + "' has a parameter '" + extra + "' here, and not there");
        });
    }

    private void requireSameGroup(Group listed) {
        FilterGroup group = groups.group(listed.name())
                .orElseThrow(() -> another("the network has no coupled group '" + listed.name() + "'"));
        if (group.size() != listed.filters()) {
            throw another("group '" + group.name() + "' has " + listed.filters() + " filters there, and " + group.size()
                    + " here");
        }
        int fewest = Math.min(group.size(), group.minimum());
        if (listed.kept().size() < fewest) {
            throw Checks.invalid("the manifest keeps " + listed.kept().size() + " filters of group '" + group.name()
                    + "', which needs at least " + fewest);
        }
    }

    /** The groups say what goes; if the layers say something else, the manifest was changed by hand or is of another structure. */
    private void requireSameChannels(Cut cut) {
        for (Layer layer : manifest.layers()) {
            VertexFlow vertex = groups.flow().vertex(layer.name());
            requireSame(layer, "inputs", layer.inputs(), cut.kept(vertex.layerInput()));
            requireSame(layer, "outputs", layer.outputs(), cut.kept(vertex.output()));
        }
    }

    private static void requireSame(Layer layer, String side, ChannelCut listed, int[] kept) {
        if (!Arrays.equals(array(listed.kept()), kept)) {
            throw another(
                    "the groups there leave other " + side + " of layer '" + layer.name() + "' than are listed for it");
        }
    }

    private static CompressionException another(String difference) {
        return Checks.invalid("the manifest is not of this network: " + difference
                + "; take a copy of the network that it was made of");
    }

    private static int[] array(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }
}

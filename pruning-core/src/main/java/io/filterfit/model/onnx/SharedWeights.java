package io.filterfit.model.onnx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Weights that several nodes read. A layer's weights are its own, so each of them gets a copy. */
final class SharedWeights {

    private static final Set<String> WEIGHTED = Set.of("Conv", "ConvTranspose", "Gemm", "MatMul");

    private SharedWeights() {}

    /** A sentence for each that is shared. */
    static List<String> notes(OnnxGraph graph) {
        Map<String, List<String>> nodes = new LinkedHashMap<>();
        for (OnnxNode node : graph.nodes()) {
            if (WEIGHTED.contains(node.operator()) && node.has(1)) {
                graph.constant(node.input(1))
                        .ifPresent(weights -> nodes.computeIfAbsent(node.input(1), name -> new ArrayList<>())
                                .add(node.name()));
            }
        }
        return nodes.entrySet().stream()
                .filter(shared -> shared.getValue().size() > 1)
                .map(shared -> "layers '" + String.join("', '", shared.getValue()) + "' share the weights '"
                        + shared.getKey() + "' in the model; here each has a copy, cut and trained by itself")
                .toList();
    }
}

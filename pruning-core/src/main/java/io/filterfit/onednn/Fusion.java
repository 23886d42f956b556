package io.filterfit.onednn;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Joins operations that the library does in one pass over the data. */
final class Fusion {

    private final Graph graph;
    private final boolean inference;
    private final Map<Node, Integer> readers;
    private final Map<Node, Node> fused = new HashMap<>();

    private Fusion(Graph graph, boolean inference) {
        this.graph = graph;
        this.inference = inference;
        this.readers = graph.readers();
    }

    /** Rectifiers go into the batch norm, sum or convolution before them. */
    static Graph forTraining(Graph graph) {
        return new Fusion(graph, false).fuse();
    }

    /** Batch norms, sums and activations go into the convolution before them; dropout goes. */
    static Graph forInference(Graph graph) {
        return new Fusion(graph, true).fuse();
    }

    private Graph fuse() {
        graph.inOrder().forEach(node -> fused.put(node, fused(node)));
        return new Graph(fused.get(graph.input()), fused.get(graph.output()));
    }

    private Node fused(Node node) {
        List<Node> inputs = node.inputs().stream().map(fused::get).toList();
        Node same = node.withInputs(inputs);
        if (node.operation() instanceof Activation activation) {
            return intoActivated(node, inputs.get(0), activation.function(), same);
        }
        return inference ? folded(node, inputs, same) : same;
    }

    private Node intoActivated(Node node, Node before, ActivationFunction function, Node otherwise) {
        if (!isOnlyReader(node, 0)) {
            return otherwise;
        }
        Operation operation = before.operation();
        if (operation instanceof BatchNorm norm && function.isRelu() && !norm.relu()) {
            return new Node(before.name(), norm.withRelu(), before.inputs());
        }
        boolean possible = inference || function.derivesFromOutput();
        if (operation instanceof Sum sum && possible && sum.activation() == null) {
            return new Node(before.name(), sum.with(function), before.inputs());
        }
        if (operation instanceof Convolution convolution && possible && convolution.activation() == null) {
            return new Node(before.name(), convolution.with(function), before.inputs());
        }
        if (operation instanceof FoldedConvolution convolution && convolution.takesActivation()) {
            return new Node(before.name(), convolution.with(function), before.inputs());
        }
        return otherwise;
    }

    private Node folded(Node node, List<Node> inputs, Node otherwise) {
        if (node.operation() instanceof Dropout) {
            return inputs.get(0);
        }
        if (node.operation() instanceof Convolution convolution) {
            return new Node(node.name(), FoldedConvolution.of(convolution), inputs);
        }
        if (node.operation() instanceof BatchNorm norm
                && isOnlyReader(node, 0)
                && inputs.get(0).operation() instanceof FoldedConvolution convolution
                && convolution.takesNorm()) {
            return new Node(
                    inputs.get(0).name(), convolution.with(norm), inputs.get(0).inputs());
        }
        if (node.operation() instanceof Sum sum && inputs.size() == 2 && sum.activation() == null) {
            return summed(node, inputs, otherwise);
        }
        return otherwise;
    }

    private Node summed(Node node, List<Node> inputs, Node otherwise) {
        for (int term = 0; term < 2; term++) {
            Node before = inputs.get(term);
            if (isOnlyReader(node, term)
                    && before.operation() instanceof FoldedConvolution convolution
                    && convolution.takesSum()) {
                return new Node(
                        before.name(),
                        convolution.withSum(),
                        List.of(before.inputs().get(0), inputs.get(1 - term)));
            }
        }
        return otherwise;
    }

    private boolean isOnlyReader(Node node, int input) {
        return readers.get(node.inputs().get(input)) == 1;
    }
}

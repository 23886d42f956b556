package io.filterfit.model.onnx;

import java.util.Arrays;
import java.util.List;

/** Channels in another order: what {@link Patterns} makes of a reshape, a transposition and a reshape. */
final class Shuffle implements Operator {

    /** Attribute: which channel of the input each of the output is. */
    static final String CHANNELS = "channels";

    @Override
    public List<long[]> shapes(OnnxNode node, OnnxGraph graph) {
        return List.of(graph.shape(node.input(0)));
    }

    @Override
    public void build(OnnxNode node, Assembly assembly) {
        int[] channels = Arrays.stream(node.wholes(CHANNELS))
                .mapToInt(channel -> (int) channel)
                .toArray();
        assembly.place(node.output(), assembly.selection(node.name(), channels, assembly.image(node, 0)));
    }
}

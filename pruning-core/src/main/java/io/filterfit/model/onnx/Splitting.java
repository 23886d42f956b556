package io.filterfit.model.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Split of the channels. */
final class Splitting implements Operator {

    @Override
    public List<long[]> shapes(OnnxNode node, OnnxGraph graph) {
        long[] shape = graph.shape(node.input(0));
        int axis = Shapes.axis(node.whole("axis", 0), shape.length);
        node.require(axis == 1, "splits axis " + axis + "; only channels, axis 1, are known");
        List<long[]> shapes = new ArrayList<>();
        for (long part : parts(node, graph, shape[1])) {
            long[] ofPart = shape.clone();
            ofPart[1] = part;
            shapes.add(ofPart);
        }
        return shapes;
    }

    /** The channels of each part. */
    private static long[] parts(OnnxNode node, OnnxGraph graph, long channels) {
        long[] parts = node.wholes("split");
        if (node.has(1)) {
            parts = graph.constant(node.input(1))
                    .orElseThrow(() -> node.unsupported("splits at places that it computes"))
                    .wholes();
        } else if (parts.length == 0) {
            int count = node.outputs().size();
            long most = Shapes.ceilDiv(channels, count);
            parts = new long[count];
            Arrays.fill(parts, most);
            parts[count - 1] = channels - most * (count - 1);
        }
        node.require(
                Arrays.stream(parts).allMatch(part -> part > 0 && part <= channels)
                        && Arrays.stream(parts).sum() == channels
                        && parts.length >= node.outputs().size(),
                "splits " + channels + " channels into " + Shapes.text(parts));
        return parts;
    }

    @Override
    public void build(OnnxNode node, Assembly assembly) {
        Place input = assembly.input(node, 0);
        Place split = input.isImage() ? input : assembly.vector(node.name(), input);
        long[] parts = parts(node, assembly.graph(), split.channels());
        int from = 0;
        for (int i = 0; i < node.outputs().size(); i++) {
            int[] channels = IntStream.range(from, from + (int) parts[i]).toArray();
            assembly.place(node.outputs().get(i), assembly.selection(node.name() + "." + i, channels, split));
            from += channels.length;
        }
    }
}

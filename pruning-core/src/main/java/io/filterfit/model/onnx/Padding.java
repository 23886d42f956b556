package io.filterfit.model.onnx;

import io.filterfit.model.vertex.ChannelPadding;
import io.filterfit.model.vertex.SpatialPadding;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Pad with a constant: of the pixels, and of the channels with zeros. */
final class Padding implements Operator {

    private static final long LARGEST = 1 << 16;

    @Override
    public List<long[]> shapes(OnnxNode node, OnnxGraph graph) {
        long[] shape = graph.shape(node.input(0)).clone();
        node.require(node.text("mode", "constant").equals("constant"), "pads with what lies at the border");
        int[] pads = pads(node, graph, shape.length);
        for (int axis = 0; axis < shape.length; axis++) {
            shape[axis] += pads[axis] + pads[shape.length + axis];
        }
        return List.of(shape);
    }

    /** For each axis what comes before it, then for each what comes after it. */
    private static int[] pads(OnnxNode node, OnnxGraph graph, int rank) {
        long[] given = graph.constant(node.input(1))
                .orElseThrow(() -> node.unsupported("computes how much it pads"))
                .wholes();
        int[] axes = IntStream.range(0, rank).toArray();
        if (node.has(3)) {
            axes = Arrays.stream(graph.constant(node.input(3))
                            .orElseThrow(() -> node.unsupported("computes which axes it pads"))
                            .wholes())
                    .mapToInt(axis -> Shapes.axis(axis, rank))
                    .toArray();
        }
        node.require(
                given.length == 2 * axes.length && Arrays.stream(given).allMatch(pad -> pad >= 0 && pad <= LARGEST),
                "pads by " + Shapes.text(given) + ", which is too much, too little or not for its axes");
        int[] pads = new int[2 * rank];
        for (int i = 0; i < axes.length; i++) {
            pads[axes[i]] = (int) given[i];
            pads[rank + axes[i]] = (int) given[axes.length + i];
        }
        return pads;
    }

    @Override
    public void build(OnnxNode node, Assembly assembly) {
        Place image = assembly.image(node, 0);
        int[] pads = pads(node, assembly.graph(), 4);
        float value = node.has(2) ? assembly.constant(node, 2, "value").real(0) : 0;
        String vertex = image.vertex();
        if (pads[1] + pads[5] > 0) {
            node.require(value == 0, "adds channels of " + value + "; only zeros are known");
            vertex = assembly.vertex(node.name(), new ChannelPadding(pads[1], pads[5], Assembly.LAYOUT), vertex);
        }
        if (pads[2] + pads[3] + pads[6] + pads[7] > 0) {
            vertex = spatial(
                    node.name(), assembly, vertex, new int[] {pads[2], pads[3]}, new int[] {pads[6], pads[7]}, value);
        }
        assembly.place(node.output(), Place.image(vertex, assembly.graph().shape(node.output())));
    }

    /** A vertex that adds pixels at the top and left, and at the bottom and right. */
    static String spatial(String name, Assembly assembly, String from, int[] before, int[] after, double value) {
        double finite = Math.max(SpatialPadding.LOWEST, Math.min(Float.MAX_VALUE, value));
        return assembly.vertex(
                name, new SpatialPadding(before[0], after[0], before[1], after[1], finite, Assembly.LAYOUT), from);
    }
}

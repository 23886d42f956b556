package io.filterfit.model.onnx;

import java.util.List;
import java.util.Set;

/**
 * Flatten, Reshape, Squeeze and Unsqueeze, as far as they make vectors of images, or say the same in another shape. They add nothing to
 * the network: whoever reads the value flattens it.
 */
final class View implements Operator {

    static final Set<String> NAMES = Set.of("Flatten", "Reshape", "Squeeze", "Unsqueeze");

    @Override
    public List<long[]> shapes(OnnxNode node, OnnxGraph graph) {
        long[] shape = graph.shape(node.input(0));
        return List.of(
                switch (node.operator()) {
                    case "Flatten" -> Shapes.flatten(shape, Shapes.axis(node.whole("axis", 1), shape.length + 1));
                    case "Reshape" -> Shapes.reshape(shape, constant(node, graph), node.whole("allowzero", 0) != 0);
                    case "Squeeze" -> {
                        long[] axes = node.has(1) ? constant(node, graph) : node.wholes("axes");
                        yield Shapes.squeeze(shape, axes.length == 0 ? null : Shapes.axes(axes, shape.length));
                    }
                    default -> {
                        long[] axes = node.has(1) ? constant(node, graph) : node.wholes("axes");
                        yield Shapes.unsqueeze(shape, Shapes.axes(axes, shape.length + axes.length));
                    }
                });
    }

    private static long[] constant(OnnxNode node, OnnxGraph graph) {
        return graph.constant(node.input(1))
                .orElseThrow(() -> node.unsupported("computes its shape from the image"))
                .wholes();
    }

    @Override
    public void build(OnnxNode node, Assembly assembly) {
        Place input = assembly.input(node, 0);
        assembly.place(node.output(), viewed(node, input, assembly.graph().shape(node.output())));
    }

    /** The same vertex, seen in another shape. */
    static Place viewed(OnnxNode node, Place input, long[] shape) {
        boolean pixel = shape.length == 4 && shape[2] == 1 && shape[3] == 1;
        if (input.isVector() && (shape.length == 2 || pixel) && shape[1] == input.channels()) {
            return input;
        }
        boolean image = shape.length == 4
                && shape[1] == input.channels()
                && shape[2] == input.height()
                && shape[3] == input.width();
        if (image) {
            return input.as(Place.Form.IMAGE);
        }
        if (!input.isVector() && shape.length == 2) {
            return input.as(Place.Form.FLATTENED);
        }
        throw node.unsupported("makes a value of shape " + Shapes.text(shape)
                + "; only images, vectors of their values, and channel shuffles are known");
    }
}

package io.filterfit.model.onnx;

import java.util.List;

/** Images as vectors in the order h, w, c, the network's own: what a Flatten is in frameworks whose channels come last. */
final class PixelFlattening implements Operator {

    /** Not one of ONNX's. */
    static final String NAME = "PixelFlatten";

    @Override
    public List<long[]> shapes(OnnxNode node, OnnxGraph graph) {
        return List.of(Shapes.flatten(graph.shape(node.input(0)), 1));
    }

    @Override
    public void build(OnnxNode node, Assembly assembly) {
        Place input = assembly.input(node, 0);
        node.require(input.form() != Place.Form.FLATTENED, "flattens a value that is flattened in another order");
        assembly.place(node.output(), input.isVector() ? input : assembly.flattened(node.name(), input));
    }
}

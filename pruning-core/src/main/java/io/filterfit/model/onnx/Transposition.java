package io.filterfit.model.onnx;

import java.util.List;

/** Transpose, where it changes nothing because it only moves axes of one element. */
final class Transposition implements Operator {

    @Override
    public List<long[]> shapes(OnnxNode node, OnnxGraph graph) {
        long[] shape = graph.shape(node.input(0));
        int[] order = Permutation.of(node, shape.length);
        long[] result = new long[shape.length];
        for (int axis = 0; axis < result.length; axis++) {
            result[axis] = shape[order[axis]];
        }
        return List.of(result);
    }

    @Override
    public void build(OnnxNode node, Assembly assembly) {
        long[] shape = assembly.graph().shape(node.input(0));
        int last = -1;
        for (int axis : Permutation.of(node, shape.length)) {
            node.require(
                    shape[axis] == 1 || axis > last, "reorders the axes of an image; only channel shuffles are known");
            last = shape[axis] == 1 ? last : axis;
        }
        assembly.place(
                node.output(),
                View.viewed(node, assembly.input(node, 0), assembly.graph().shape(node.output())));
    }
}

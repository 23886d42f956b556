package io.filterfit.model.onnx;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The order of axes that a Transpose asks for. */
final class Permutation {

    private Permutation() {}

    /** Axis i of the result is axis [i] of the input; reversed where the node does not say. */
    static int[] of(OnnxNode node, int rank) {
        if (!node.has("perm")) {
            return IntStream.range(0, rank).map(axis -> rank - 1 - axis).toArray();
        }
        int[] order = Arrays.stream(node.wholes("perm"))
                .mapToInt(axis -> Shapes.axis(axis, rank))
                .toArray();
        if (order.length != rank || Arrays.stream(order).distinct().count() != rank) {
            throw OnnxException.damaged(node + " has a permutation that is none");
        }
        return order;
    }
}

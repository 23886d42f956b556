package io.filterfit.model.onnx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A graph, and what is known of its values.
 *
 * @param nodes in an order in which each reads only what comes before it
 * @param constants values that depend on no input
 * @param shapes of the other values, with the batch in front
 * @param inputs names of the values that come from outside
 * @param outputs names of the values that are asked for
 * @param batch what stands for the number of images in the shapes
 */
record OnnxGraph(
        List<OnnxNode> nodes,
        Map<String, Tensor> constants,
        Map<String, long[]> shapes,
        List<String> inputs,
        List<String> outputs,
        long batch) {

    /** The same values, computed by other nodes. */
    OnnxGraph with(List<OnnxNode> others) {
        return new OnnxGraph(others, constants, shapes, inputs, outputs, batch);
    }

    /** The node that each computed value comes from. */
    Map<String, OnnxNode> producers() {
        Map<String, OnnxNode> producers = new HashMap<>();
        nodes.forEach(node -> node.outputs().forEach(output -> producers.put(output, node)));
        return producers;
    }

    /** How many nodes and outputs read each value. */
    Map<String, Integer> readers() {
        Map<String, Integer> readers = new HashMap<>();
        nodes.forEach(node -> node.inputs().forEach(input -> readers.merge(input, 1, Integer::sum)));
        outputs.forEach(output -> readers.merge(output, 1, Integer::sum));
        return readers;
    }

    Optional<Tensor> constant(String value) {
        return Optional.ofNullable(constants.get(value));
    }

    /** The shape of a value, constant or not. */
    long[] shape(String value) {
        Tensor constant = constants.get(value);
        return constant == null ? shapes.get(value) : constant.shape();
    }
}

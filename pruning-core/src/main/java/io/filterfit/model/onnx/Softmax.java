package io.filterfit.model.onnx;

import java.util.List;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;

/** Softmax over the channels, as the last operation. */
final class Softmax implements Operator {

    @Override
    public List<long[]> shapes(OnnxNode node, OnnxGraph graph) {
        return List.of(graph.shape(node.input(0)));
    }

    @Override
    public void build(OnnxNode node, Assembly assembly) {
        long[] shape = assembly.graph().shape(node.input(0));
        node.require(assembly.isFinal(node.output()), "is in the middle of the network, not at its end");
        Place input = assembly.input(node, 0);
        // The default axis, and what axes behind it mean, changed with opset 13; for vectors all is the same.
        node.require(
                (node.has("axis") || shape.length == 2) && Shapes.axis(node.whole("axis", -1), shape.length) == 1,
                "is over other axes than the channels");
        Place vector = input.isImage() ? input : assembly.vector(node.name() + ".vector", input);
        assembly.end(node.output(), node.name(), vector, new ActivationSoftmax());
    }
}

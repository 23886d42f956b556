package io.filterfit.model.onnx;

import java.util.List;

/** What a family of ONNX operators means, when at least one of its inputs is not constant. */
interface Operator {

    /** The shapes of the outputs, in order, the batch in front. The inputs' are known to the graph. */
    List<long[]> shapes(OnnxNode node, OnnxGraph graph);

    /** Adds what computes the outputs to the network. */
    void build(OnnxNode node, Assembly assembly);
}

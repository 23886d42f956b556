package io.filterfit.model.onnx;

import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.PReLULayer;

/** PRelu with a slope for each channel, or one for all. */
final class ParametricRelu implements Operator {

    @Override
    public List<long[]> shapes(OnnxNode node, OnnxGraph graph) {
        return List.of(graph.shape(node.input(0)));
    }

    @Override
    public void build(OnnxNode node, Assembly assembly) {
        Place input = assembly.input(node, 0);
        node.require(input.isImage(), "takes a value that is no image any more");
        float[] slopes = PerChannel.values(node, assembly.constant(node, 1, "slopes"), input);
        // The axes count from 1, the first behind the batch.
        PReLULayer layer = new PReLULayer.Builder()
                .inputShape(input.height(), input.width(), input.channels())
                .sharedAxes(1, 2)
                .nIn(input.channels())
                .nOut(input.channels())
                .build();
        Place output = assembly.layer(node.name(), layer, input);
        assembly.parameter(output.vertex(), "W", Arrays.copyOf(slopes, slopes.length));
        assembly.place(node.output(), output);
    }
}

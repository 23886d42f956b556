package io.filterfit.model.onnx;

import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.nd4j.linalg.activations.Activation;

/** ConvTranspose: weights [in, out, kh, kw], as Deeplearning4j has them. */
final class TransposedConvolution implements Operator {

    @Override
    public List<long[]> shapes(OnnxNode node, OnnxGraph graph) {
        long[] input = graph.shape(node.input(0));
        long[] weights = graph.constant(node.input(1))
                .orElseThrow(() -> node.unsupported("computes its weights; only constant ones are known"))
                .shape();
        node.require(input.length == 4 && weights.length == 4, "is no convolution of images");
        node.require(weights[0] == input[1] && node.whole("group", 1) == 1, "is grouped, which is not known");
        node.require(
                isZero(node.wholes("output_padding")) && !node.has("output_shape"),
                "asks for output padding or an output shape, which is not known");
        node.require(node.text("auto_pad", "NOTSET").equals("NOTSET"), "pads automatically, which is not known");
        long[] pads = node.wholes("pads", 0, 0, 0, 0);
        node.require(
                pads.length == 4 && pads[0] == pads[2] && pads[1] == pads[3] && pads[0] >= 0 && pads[1] >= 0,
                "pads one side more than the other, which is not known");
        long[] strides = node.wholes("strides", 1, 1);
        long[] dilations = node.wholes("dilations", 1, 1);
        node.require(
                strides.length == 2
                        && dilations.length == 2
                        && Arrays.stream(strides).allMatch(stride -> stride >= 1 && stride < input[2] + (1 << 16)),
                "has impossible strides");
        node.require(dilations[0] == 1 && dilations[1] == 1, "is dilated, which is not known");
        long[] shape = {input[0], weights[1], 0, 0};
        for (int axis = 0; axis < 2; axis++) {
            shape[2 + axis] = strides[axis] * (input[2 + axis] - 1) + weights[2 + axis] - 2 * pads[axis];
        }
        return List.of(shape);
    }

    private static boolean isZero(long[] values) {
        return Arrays.stream(values).allMatch(value -> value == 0);
    }

    @Override
    public void build(OnnxNode node, Assembly assembly) {
        Tensor weights = assembly.constant(node, 1, "weights");
        long[] pads = node.wholes("pads", 0, 0, 0, 0);
        long[] strides = node.wholes("strides", 1, 1);
        float[] bias = Convolution.bias(node, assembly, weights.shape()[1]);
        Deconvolution2D layer = new Deconvolution2D.Builder((int) weights.shape()[2], (int) weights.shape()[3])
                .stride((int) strides[0], (int) strides[1])
                .padding((int) pads[0], (int) pads[1])
                .dataFormat(Assembly.LAYOUT)
                .convolutionMode(ConvolutionMode.Truncate)
                .nIn((int) weights.shape()[0])
                .nOut((int) weights.shape()[1])
                .hasBias(bias != null)
                .activation(Activation.IDENTITY)
                .build();
        String name = assembly.layer(node.name(), layer, assembly.image(node, 0).vertex());
        assembly.parameter(name, "W", weights.reals());
        if (bias != null) {
            assembly.parameter(name, "b", bias);
        }
        assembly.place(node.output(), Place.image(name, assembly.graph().shape(node.output())));
    }
}

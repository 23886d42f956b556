package io.filterfit.model.onnx;

import io.filterfit.model.layer.GroupedConvolution;
import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.nd4j.linalg.activations.Activation;

/**
 * Conv: weights [out, in / groups, kh, kw], bias [out]. A group for each channel makes a depthwise convolution; padding that differs from
 * side to side comes in front, for Deeplearning4j's is symmetric.
 */
final class Convolution implements Operator {

    @Override
    public List<long[]> shapes(OnnxNode node, OnnxGraph graph) {
        long[] input = graph.shape(node.input(0));
        long[] weights = weights(node, graph).shape();
        long groups = node.whole("group", 1);
        node.require(
                weights.length == 4 && input.length == 4,
                "is a convolution of " + (input.length - 2) + " dimensions; only images are known");
        node.require(
                groups >= 1 && weights[1] * groups == input[1] && weights[0] >= 1 && weights[0] % groups == 0,
                "has weights " + Shapes.text(weights) + " in " + groups + " groups for an input " + Shapes.text(input)
                        + ", which do not fit");
        return List.of(window(node, graph).shape(input[0], weights[0]));
    }

    private static Tensor weights(OnnxNode node, OnnxGraph graph) {
        return graph.constant(node.input(1))
                .orElseThrow(() -> node.unsupported("computes its weights; only constant ones are known"));
    }

    private static Window window(OnnxNode node, OnnxGraph graph) {
        long[] weights = weights(node, graph).shape();
        return Window.of(node, graph.shape(node.input(0)), new long[] {weights[2], weights[3]});
    }

    @Override
    public void build(OnnxNode node, Assembly assembly) {
        Tensor weights = weights(node, assembly.graph());
        Place input = assembly.input(node, 0);
        Window window = window(node, assembly.graph());
        float[] bias = bias(node, assembly, weights.shape()[0]);
        if (input.isVector()) {
            assembly.place(node.output(), ofOnePixel(node, assembly, input, window, weights, bias));
            return;
        }
        int groups = (int) node.whole("group", 1);
        // Deeplearning4j's depthwise convolution fails where it is dilated.
        boolean depthwise = groups > 1 && groups == input.channels() && !window.isDilated();
        String from = assembly.image(node, 0).vertex();
        if (!window.isSymmetric()) {
            from = Padding.spatial(node.name() + ".pad", assembly, from, window.before(), window.after(), 0);
        }
        String layer = assembly.layer(
                node.name(),
                depthwise
                        ? depthwise(window, input.channels(), (int) weights.shape()[0], bias != null)
                        : plain(window, groups, input.channels(), (int) weights.shape()[0], bias != null),
                from);
        // Depthwise, filter o of channel o / multiplier: [in * multiplier, 1, kh, kw] to [kh, kw, in, multiplier]
        assembly.parameter(
                layer, "W", depthwise ? weights.transposed(2, 3, 0, 1).reals() : weights.reals());
        if (bias != null) {
            assembly.parameter(layer, "b", bias);
        }
        assembly.place(node.output(), Place.image(layer, assembly.graph().shape(node.output())));
    }

    /** null where there is none. */
    static float[] bias(OnnxNode node, Assembly assembly, long filters) {
        if (!node.has(2)) {
            return null;
        }
        Tensor bias = assembly.constant(node, 2, "bias");
        node.require(bias.length() == filters, "has a bias for " + bias.length() + " of " + filters + " filters");
        return bias.reals();
    }

    private static ConvolutionLayer plain(Window window, int groups, int in, int out, boolean biased) {
        ConvolutionLayer.Builder builder = groups == 1
                ? new ConvolutionLayer.Builder(window.kernel())
                : new GroupedConvolution.Builder(groups, window.kernel());
        builder.stride(window.strides())
                .padding(window.isSymmetric() ? window.before() : new int[2])
                .dilation(window.dilations())
                .dataFormat(Assembly.LAYOUT)
                .convolutionMode(ConvolutionMode.Truncate)
                .nIn(in)
                .nOut(out)
                .hasBias(biased)
                .activation(Activation.IDENTITY);
        return builder.build();
    }

    private static DepthwiseConvolution2D depthwise(Window window, int in, int out, boolean biased) {
        DepthwiseConvolution2D.Builder builder = new DepthwiseConvolution2D.Builder(window.kernel())
                .stride(window.strides())
                .padding(window.isSymmetric() ? window.before() : new int[2])
                .dataFormat(Assembly.LAYOUT)
                .depthMultiplier(out / in);
        builder.dilation(window.dilations());
        return builder.convolutionMode(ConvolutionMode.Truncate)
                .nIn(in)
                .nOut(out)
                .hasBias(biased)
                .activation(Activation.IDENTITY)
                .build();
    }

    /** A 1x1 convolution per channel: each is multiplied and added to. */
    static Place affine(String name, Assembly assembly, Place image, float[] scale, float[] shift) {
        int[] one = {1, 1};
        Window window = new Window(one, one, one, new int[2], new int[2], new int[] {image.height(), image.width()});
        String layer = assembly.layer(
                name, depthwise(window, image.channels(), image.channels(), shift != null), image.vertex());
        assembly.parameter(layer, "W", scale);
        if (shift != null) {
            assembly.parameter(layer, "b", shift);
        }
        return image.at(layer);
    }

    /** Of an image of one pixel only one of the kernel's pixels is used, and that makes a dense layer. */
    private static Place ofOnePixel(
            OnnxNode node, Assembly assembly, Place input, Window window, Tensor weights, float[] bias) {
        node.require(node.whole("group", 1) == 1, "is grouped, and its image has but one pixel");
        node.require(window.output()[0] == 1 && window.output()[1] == 1, "makes an image of several pixels out of one");
        int row = window.before()[0] / window.dilations()[0];
        int column = window.before()[1] / window.dilations()[1];
        node.require(
                window.before()[0] % window.dilations()[0] == 0 && window.before()[1] % window.dilations()[1] == 0,
                "sees nothing of its image of one pixel");
        int out = (int) weights.shape()[0];
        int in = input.channels();
        float[] matrix = new float[in * out];
        int[] strides = Shapes.strides(weights.shape());
        for (int i = 0; i < in; i++) {
            for (int o = 0; o < out; o++) {
                matrix[i * out + o] = weights.real(o * strides[0] + i * strides[1] + row * strides[2] + column);
            }
        }
        return Dense.layer(node.name(), assembly, input.vertex(), matrix, bias, out);
    }
}

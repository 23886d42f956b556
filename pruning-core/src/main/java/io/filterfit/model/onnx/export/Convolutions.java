package io.filterfit.model.onnx.export;

import io.filterfit.model.layer.GroupedConvolution;
import java.util.ArrayList;
import java.util.List;
import onnx.Onnx.AttributeProto;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Convolutions of every kind. ONNX wants weights [out, in / groups, kh, kw]. */
final class Convolutions {

    private static final String WEIGHT = "W";
    private static final String BIAS = "b";

    private Convolutions() {}

    /** W [out, in, kh, kw] in either layout. */
    static String plain(ConvolutionLayer layer, Place place) {
        return plain(layer, place, 1);
    }

    /** W [out, in / groups, kh, kw] in either layout. */
    static String grouped(GroupedConvolution layer, Place place) {
        return plain(layer, place, layer.groups());
    }

    private static String plain(ConvolutionLayer layer, Place place, int groups) {
        String output =
                convolution(place, place.input(), "weight", weights(place), bias(place), windows(layer), groups);
        return Activations.of(layer.getActivationFn(), place, output);
    }

    /** W [kh, kw, in, multiplier]; output channel {@code i * multiplier + m} comes from input channel i. */
    static String depthwise(DepthwiseConvolution2D layer, Place place) {
        INDArray kernels = weights(place);
        long inputs = kernels.size(2);
        INDArray perOutput = kernels.permute(2, 3, 0, 1)
                .dup('c')
                .reshape(inputs * kernels.size(3), 1, kernels.size(0), kernels.size(1));
        String output = convolution(place, place.input(), "weight", perOutput, bias(place), windows(layer), inputs);
        return Activations.of(layer.getActivationFn(), place, output);
    }

    /** W [multiplier, in, kh, kw], then pW [out, in x multiplier, 1, 1]. */
    static String separable(SeparableConvolution2D layer, Place place) {
        INDArray kernels = weights(place);
        long inputs = kernels.size(1);
        INDArray perChannel = kernels.permute(1, 0, 2, 3)
                .dup('c')
                .reshape(inputs * kernels.size(0), 1, kernels.size(2), kernels.size(3));
        String spatial = convolution(place, place.input(), "depthwise", perChannel, List.of(), windows(layer), inputs);
        Windows pixel = new Windows(
                new int[] {1, 1}, new int[] {1, 1}, new int[] {1, 1}, new int[] {0, 0}, ConvolutionMode.Truncate);
        INDArray mixing = place.parameters().get("pW");
        String output = convolution(place, spatial, "pointwise", mixing, bias(place), pixel, 1);
        return Activations.of(layer.getActivationFn(), place, output);
    }

    /** W [in, out, kh, kw], as ONNX has it. */
    static String transposed(Deconvolution2D layer, Place place) {
        Windows windows = windows(layer);
        int[] pads = {windows.padding()[0], windows.padding()[1], windows.padding()[0], windows.padding()[1]};
        int[] extra = {0, 0};
        if (windows.mode() == ConvolutionMode.Same) {
            for (int axis = 0; axis < 2; axis++) {
                int surplus = windows.extent(axis) - windows.stride()[axis];
                pads[axis] = Math.max(0, surplus) / 2;
                pads[axis + 2] = Math.max(0, surplus) - pads[axis];
                extra[axis] = Math.max(0, -surplus);
            }
        }
        List<AttributeProto> attributes = windows.attributes(pads);
        attributes.add(Attributes.integers("output_padding", extra));
        List<String> tensors = new ArrayList<>(List.of(place.input(), place.constant("weight", weights(place))));
        tensors.addAll(bias(place));
        String output = place.add("ConvTranspose", tensors, attributes.toArray(AttributeProto[]::new));
        return Activations.of(layer.getActivationFn(), place, output);
    }

    private static String convolution(
            Place place, String input, String what, INDArray weights, List<String> bias, Windows windows, long groups) {
        List<AttributeProto> attributes = windows.attributes(place.image());
        attributes.add(Attributes.integer("group", groups));
        List<String> tensors = new ArrayList<>(List.of(input, place.constant(what, weights)));
        tensors.addAll(bias);
        return place.add("Conv", tensors, attributes.toArray(AttributeProto[]::new));
    }

    private static INDArray weights(Place place) {
        return place.parameters().get(WEIGHT);
    }

    /** The vector's name; none where there is no bias. */
    private static List<String> bias(Place place) {
        return place.parameter(BIAS)
                .map(bias -> place.constant("bias", bias.reshape(bias.length())))
                .map(List::of)
                .orElse(List.of());
    }

    private static Windows windows(ConvolutionLayer layer) {
        return new Windows(
                layer.getKernelSize(),
                layer.getStride(),
                layer.getDilation(),
                layer.getPadding(),
                layer.getConvolutionMode());
    }
}

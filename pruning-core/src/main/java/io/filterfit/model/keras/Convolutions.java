package io.filterfit.model.keras;

import io.filterfit.model.hdf5.Hdf5Object;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Convolutions of images, and dense layers. Kernels are [h, w, in, out] in Keras, whatever the layout of the images. */
final class Convolutions {

    private static final String KERNEL_AND_BIAS = "a kernel and, if it is to have one, a bias";

    private Convolutions() {}

    /** Conv2D: kernel [h, w, in / groups, out] */
    static String plain(Call call) {
        List<Hdf5Object> weights = weights(call, 1);
        String kernel = call.constant("kernel", weights.get(0), 4, 3, 2, 0, 1);
        Map<String, Object> attributes = window(call);
        attributes.put("group", (long) call.settings().whole("groups", 1));
        return Activations.after(call, call.node("Conv", attributes, call.input(), kernel, bias(call, weights)));
    }

    /** The kernels, and the bias where there is one. */
    private static List<Hdf5Object> weights(Call call, int kernels) {
        return call.weights(call.settings().flag("use_bias", true) ? kernels + 1 : kernels, KERNEL_AND_BIAS);
    }

    /** Blank where there is none. */
    private static String bias(Call call, List<Hdf5Object> weights) {
        return call.settings().flag("use_bias", true) ? call.constant("bias", weights.get(weights.size() - 1), 1) : "";
    }

    private static Map<String, Object> window(Call call) {
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("strides", call.settings().pair("strides", 1));
        attributes.put("dilations", call.settings().pair("dilation_rate", 1));
        attributes.put("auto_pad", padding(call));
        return attributes;
    }

    /** TensorFlow's "same" puts what is odd at the bottom and at the right. */
    static String padding(Call call) {
        String padding = call.settings().text("padding", "valid");
        call.settings().require(padding.equals("same") || padding.equals("valid"), "pads as '" + padding + "'");
        return padding.equals("same") ? "SAME_UPPER" : "VALID";
    }

    /** DepthwiseConv2D: kernel [h, w, in, multiplier] */
    static String depthwise(Call call) {
        List<Hdf5Object> weights = weights(call, 1);
        String kernel = depthwiseKernel(call, weights.get(0));
        Map<String, Object> attributes = window(call);
        attributes.put("group", call.image()[0]);
        return Activations.after(call, call.node("Conv", attributes, call.input(), kernel, bias(call, weights)));
    }

    /** [in * multiplier, 1, h, w] */
    private static String depthwiseKernel(Call call, Hdf5Object weight) {
        String kernel = call.constant("depthwise_kernel", weight, 4, 2, 3, 0, 1);
        long[] shape = weight.shape();
        call.draft().reshape(kernel, shape[2] * shape[3], 1, shape[0], shape[1]);
        return kernel;
    }

    /** SeparableConv2D: a depthwise kernel, and one of a pixel [1, 1, in * multiplier, out] */
    static String separable(Call call) {
        List<Hdf5Object> weights = weights(call, 2);
        Map<String, Object> attributes = window(call);
        attributes.put("group", call.image()[0]);
        String spread = call.part("depthwise", "Conv", attributes, call.input(), depthwiseKernel(call, weights.get(0)));
        String kernel = call.constant("pointwise_kernel", weights.get(1), 4, 3, 2, 0, 1);
        return Activations.after(call, call.node("Conv", Map.of(), spread, kernel, bias(call, weights)));
    }

    /**
     * Conv2DTranspose: kernel [h, w, out, in]. With "same" padding the result is the image's size times the stride: what is more is cut off, the
     * odd pixel at the bottom and at the right.
     */
    static String transposed(Call call) {
        Settings settings = call.settings();
        List<Hdf5Object> weights = weights(call, 1);
        long[] strides = settings.pair("strides", 1);
        settings.require(!settings.has("output_padding"), "asks for output padding, which is not known; leave it out");
        String kernel = call.constant("kernel", weights.get(0), 4, 3, 2, 0, 1);
        long[] size = weights.get(0).shape();
        long[] surplus = {size[0] - strides[0], size[1] - strides[1]};
        settings.require(
                surplus[0] >= 0 && surplus[1] >= 0, "has a kernel smaller than its stride; make it as large at least");
        boolean same = padding(call).equals("SAME_UPPER");
        boolean even = surplus[0] % 2 == 0 && surplus[1] % 2 == 0;
        long[] image = call.image();
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("strides", strides);
        attributes.put("dilations", settings.pair("dilation_rate", 1));
        if (same && even) {
            attributes.put("pads", new long[] {surplus[0] / 2, surplus[1] / 2, surplus[0] / 2, surplus[1] / 2});
        }
        String value = call.node("ConvTranspose", attributes, call.input(), kernel, bias(call, weights));
        if (same && !even) {
            value = Images.middle(call, "same", value, new long[] {surplus[0] / 2, surplus[1] / 2}, new long[] {
                image[1] * strides[0], image[2] * strides[1]
            });
        }
        return Activations.after(call, value);
    }

    /** Dense: kernel [in, out], along the last axis; of an image that is a convolution of one pixel. */
    static String dense(Call call) {
        List<Hdf5Object> weights = weights(call, 1);
        String bias = bias(call, weights);
        if (call.isImage(call.input())) {
            call.requireChannelsLast();
            String kernel = call.constant("kernel", weights.get(0), 2, 1, 0);
            long[] shape = weights.get(0).shape();
            call.draft().reshape(kernel, shape[1], shape[0], 1, 1);
            return Activations.after(call, call.node("Conv", Map.of(), call.input(), kernel, bias));
        }
        String kernel = call.constant("kernel", weights.get(0), 2);
        return Activations.after(call, call.node("Gemm", Map.of(), call.input(), kernel, bias));
    }

    /** Every channel multiplied and added to: a convolution of one pixel per channel. */
    static String affine(Call call, float[] scale, float[] shift) {
        long channels = scale.length;
        return call.node(
                "Conv",
                Map.of("group", channels),
                call.input(),
                call.draft().constant(call.name() + ".scale", new long[] {channels, 1, 1, 1}, scale),
                call.draft().constant(call.name() + ".shift", new long[] {channels}, shift));
    }
}

package io.filterfit.onednn;

import org.deeplearning4j.nn.conf.ConvolutionMode;

/**
 * How a window (of a convolution or a pooling) moves over an image; arrays hold height first, then width.
 *
 * @param kernel pixels
 * @param stride pixels
 * @param dilation distance between two taps, 1 where they touch
 * @param mode {@code Same} pads as much as it needs; others as {@code padding} says
 * @param padding pixels before the image, and as many behind it
 */
record Window(int[] kernel, int[] stride, int[] dilation, ConvolutionMode mode, int[] padding) {

    /** Pixels of the output along an axis. */
    long output(int axis, long input) {
        if (mode == ConvolutionMode.Same) {
            return (input + stride[axis] - 1) / stride[axis];
        }
        return (input + 2L * padding[axis] - extent(axis)) / stride[axis] + 1;
    }

    /** Padding before the image. */
    long before(int axis, long input) {
        return mode == ConvolutionMode.Same ? Math.max(0, missing(axis, input)) / 2 : padding[axis];
    }

    /** Padding behind the image that the windows reach; negative where they leave pixels out. */
    long behind(int axis, long input) {
        return missing(axis, input) - before(axis, input);
    }

    private long missing(int axis, long input) {
        return (output(axis, input) - 1) * stride[axis] + extent(axis) - input;
    }

    private long extent(int axis) {
        return (kernel[axis] - 1L) * dilation[axis] + 1;
    }
}

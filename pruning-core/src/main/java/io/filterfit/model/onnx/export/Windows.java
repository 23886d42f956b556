package io.filterfit.model.onnx.export;

import java.util.ArrayList;
import java.util.List;
import onnx.Onnx.AttributeProto;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;

/**
 * The windows that a convolution or a pooling slides over images; arrays are (height, width).
 *
 * @param padding on either side; for {@link ConvolutionMode#Same} it follows from the rest
 */
record Windows(int[] kernel, int[] stride, int[] dilation, int[] padding, ConvolutionMode mode) {

    /** What a convolution and a pooling that reads the images says of its windows. */
    List<AttributeProto> attributes(InputTypeConvolutional image) {
        return attributes(paddings(size(image)));
    }

    List<AttributeProto> attributes(int[] pads) {
        List<AttributeProto> attributes = new ArrayList<>();
        attributes.add(Attributes.integers("kernel_shape", kernel));
        attributes.add(Attributes.integers("strides", stride));
        attributes.add(Attributes.integers("pads", pads));
        if (isDilated()) {
            attributes.add(Attributes.integers("dilations", dilation));
        }
        return attributes;
    }

    boolean isDilated() {
        return dilation[0] != 1 || dilation[1] != 1;
    }

    /** How far a window reaches along an axis. */
    int extent(int axis) {
        return (kernel[axis] - 1) * dilation[axis] + 1;
    }

    /** Top, left, bottom, right; where an odd number is to be shared, bottom and right get more. */
    private int[] paddings(int[] size) {
        int[] pads = {padding[0], padding[1], padding[0], padding[1]};
        if (mode != ConvolutionMode.Same) {
            return pads;
        }
        for (int axis = 0; axis < 2; axis++) {
            int outputs = (size[axis] + stride[axis] - 1) / stride[axis];
            int missing = Math.max(0, (outputs - 1) * stride[axis] + extent(axis) - size[axis]);
            pads[axis] = missing / 2;
            pads[axis + 2] = missing - missing / 2;
        }
        return pads;
    }

    private static int[] size(InputTypeConvolutional image) {
        return new int[] {(int) image.getHeight(), (int) image.getWidth()};
    }
}

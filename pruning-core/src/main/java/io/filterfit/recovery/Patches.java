package io.filterfit.recovery;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * What a convolution or dense layer multiplies its weights with: at each position of its output, the patch of the input under the
 * kernel, channel by channel, row by row, zeros where it hangs over the border. Of a vector there is one position, and the patch is
 * the vector.
 */
final class Patches {

    private final int channels;
    private final int height;
    private final int width;
    private final int outputWidth;
    private final int positions;
    private final boolean channelsLast;
    private final int[] kernel;
    private final int[] stride;
    private final int[] dilation;
    private final int top;
    private final int left;

    /**
     * @param channels of the input as it is, which may be fewer than the type says
     * @param input the type of the input before any cut
     * @param output the type of the output
     */
    Patches(Layer layer, int channels, InputType input, InputType output) {
        this.channels = channels;
        if (layer instanceof ConvolutionLayer convolution) {
            InputTypeConvolutional in = (InputTypeConvolutional) input;
            InputTypeConvolutional out = (InputTypeConvolutional) output;
            height = (int) in.getHeight();
            width = (int) in.getWidth();
            outputWidth = (int) out.getWidth();
            positions = (int) (out.getHeight() * out.getWidth());
            channelsLast = in.getFormat() == CNN2DFormat.NHWC;
            kernel = convolution.getKernelSize();
            stride = convolution.getStride();
            dilation = convolution.getDilation();
            boolean same = convolution.getConvolutionMode() == ConvolutionMode.Same;
            top = same ? margin(0, (int) out.getHeight(), height) : convolution.getPadding()[0];
            left = same ? margin(1, (int) out.getWidth(), width) : convolution.getPadding()[1];
        } else {
            height = 1;
            width = 1;
            outputWidth = 1;
            positions = 1;
            channelsLast = false;
            kernel = new int[] {1, 1};
            stride = kernel;
            dilation = kernel;
            top = 0;
            left = 0;
        }
    }

    /** Rows or columns of zeros before the image, of those that mode Same needs in all; the smaller half comes first. */
    private int margin(int axis, int outputs, int inputs) {
        int reach = (kernel[axis] - 1) * dilation[axis] + 1;
        return Math.max(0, (outputs - 1) * stride[axis] + reach - inputs) / 2;
    }

    int positions() {
        return positions;
    }

    /** Numbers in a patch. */
    int length() {
        return channels * kernel[0] * kernel[1];
    }

    /** Numbers in an image. */
    int imageLength() {
        return channels * height * width;
    }

    /** Copies the patch at a position of an image that starts at {@code image} in the values. */
    void copy(float[] values, int image, int position, float[] into, int offset) {
        int row = position / outputWidth * stride[0] - top;
        int column = position % outputWidth * stride[1] - left;
        int target = offset;
        for (int channel = 0; channel < channels; channel++) {
            for (int ky = 0; ky < kernel[0]; ky++) {
                int y = row + ky * dilation[0];
                for (int kx = 0; kx < kernel[1]; kx++) {
                    int x = column + kx * dilation[1];
                    boolean inside = y >= 0 && y < height && x >= 0 && x < width;
                    into[target++] = inside ? values[image + index(channel, y, x)] : 0;
                }
            }
        }
    }

    private int index(int channel, int y, int x) {
        return channelsLast ? (y * width + x) * channels + channel : (channel * height + y) * width + x;
    }
}

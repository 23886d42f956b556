package io.filterfit.model.vertex;

import java.util.Objects;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeFeedForward;
import org.deeplearning4j.nn.conf.inputs.InvalidInputTypeException;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Multiplies every channel of an image by a number of its own: the scaling of squeeze-and-excitation (Hu et al., "Squeeze-and-Excitation
 * Networks", 2018).
 *
 * <p>Two inputs, in either order: the image [n, c, h, w] and the gates [n, c, 1, 1] in NCHW; [n, h, w, c] and [n, 1, 1, c] in NHWC; in
 * both layouts the gates may also be a vector [n, c]. The output has the image's shape. No parameters.
 */
public final class ChannelScale extends ImageVertex {

    /** @param layout of the image, of gates that are an image, and of the output */
    public ChannelScale(@JsonProperty("layout") CNN2DFormat layout) {
        super(layout);
    }

    /**
     * Which of the two inputs is the image, 0 or 1; the other one holds the gates.
     *
     * @throws InvalidInputTypeException if they are not an image and its gates
     */
    public static int imageAmong(InputType... inputs) {
        if (inputs.length == 2) {
            if (inputs[0] instanceof InputTypeConvolutional image && areGatesOf(image, inputs[1])) {
                return 0;
            }
            if (inputs[1] instanceof InputTypeConvolutional image && areGatesOf(image, inputs[0])) {
                return 1;
            }
        }
        throw new InvalidInputTypeException(
                "Channels are scaled by two inputs, an image and a number for each of its channels");
    }

    private static boolean areGatesOf(InputTypeConvolutional image, InputType gates) {
        if (gates instanceof InputTypeConvolutional pixel) {
            return pixel.getHeight() == 1 && pixel.getWidth() == 1 && pixel.getChannels() == image.getChannels();
        }
        return gates instanceof InputTypeFeedForward vector && vector.getSize() == image.getChannels();
    }

    @Override
    public ChannelScale clone() {
        return new ChannelScale(layout());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChannelScale scale && scale.layout() == layout();
    }

    @Override
    public int hashCode() {
        return Objects.hash(ChannelScale.class, layout());
    }

    @Override
    public String toString() {
        return "ChannelScale(layout=" + layout() + ")";
    }

    @Override
    int inputs() {
        return 2;
    }

    @Override
    ImageVertexComputation computation(ComputationGraph graph, String name, int index, DataType dataType) {
        return new ChannelScaleVertex(graph, name, index, this, dataType);
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType... inputs) throws InvalidInputTypeException {
        return inputs[imageAmong(inputs)];
    }
}

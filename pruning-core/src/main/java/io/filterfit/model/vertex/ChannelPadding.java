package io.filterfit.model.vertex;

import java.util.Objects;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InvalidInputTypeException;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Adds channels of zeros before and after those of its input: the parameter-free shortcut ("option A") of He et al.,
 * "Deep Residual Learning for Image Recognition", 2016, section 4.2.
 *
 * <p>Shapes: [n, c, h, w] to [n, before + c + after, h, w] in NCHW, [n, h, w, c] to [n, h, w, before + c + after] in NHWC.
 * No parameters. Output channel {@code before + i} is input channel {@code i}; the others are zero and belong to nobody,
 * so pruning may take any of them.
 */
public final class ChannelPadding extends ImageVertex {

    private final int before;
    private final int after;

    /**
     * @param before zero channels before those of the input, at least 0
     * @param after zero channels after those of the input, at least 0
     * @param layout of the input and of the output
     */
    public ChannelPadding(
            @JsonProperty("before") int before,
            @JsonProperty("after") int after,
            @JsonProperty("layout") CNN2DFormat layout) {
        super(layout);
        if (before < 0 || after < 0) {
            throw new IllegalArgumentException("Channel padding of " + before + " before and " + after
                    + " after the input's channels; neither may be negative");
        }
        this.before = before;
        this.after = after;
    }

    @JsonProperty("before")
    public int before() {
        return before;
    }

    @JsonProperty("after")
    public int after() {
        return after;
    }

    @Override
    public ChannelPadding clone() {
        return new ChannelPadding(before, after, layout());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChannelPadding padding
                && padding.before == before
                && padding.after == after
                && padding.layout() == layout();
    }

    @Override
    public int hashCode() {
        return Objects.hash(before, after, layout());
    }

    @Override
    public String toString() {
        return "ChannelPadding(before=" + before + ", after=" + after + ", layout=" + layout() + ")";
    }

    @Override
    ImageVertexComputation computation(ComputationGraph graph, String name, int index, DataType dataType) {
        return new ChannelPaddingVertex(graph, name, index, this, dataType);
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType... inputs) throws InvalidInputTypeException {
        if (inputs.length != 1 || !(inputs[0] instanceof InputType.InputTypeConvolutional images)) {
            throw new InvalidInputTypeException("Channel padding takes one input of images");
        }
        return InputType.convolutional(
                images.getHeight(), images.getWidth(), before + images.getChannels() + after, layout());
    }
}

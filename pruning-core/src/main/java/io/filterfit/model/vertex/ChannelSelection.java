package io.filterfit.model.vertex;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeFeedForward;
import org.deeplearning4j.nn.conf.inputs.InvalidInputTypeException;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Channels of the input in another order, some of them, or some several times: a slice, one part of a split, the channel shuffle of
 * ShuffleNet (Zhang et al., 2018), any permutation.
 *
 * <p>Shapes: [n, c, h, w] to [n, k, h, w] in NCHW, [n, h, w, c] to [n, h, w, k] in NHWC, and vectors [n, c] to [n, k] whatever the
 * layout says; k is the number of channels selected. No parameters. Output channel i is input channel {@code channels[i]}.
 */
public final class ChannelSelection extends ImageVertex {

    private final int[] channels;

    /**
     * @param channels which channel of the input each channel of the output is, 0-based; at least one
     * @param layout of the input and of the output, where they are images
     */
    public ChannelSelection(@JsonProperty("channels") int[] channels, @JsonProperty("layout") CNN2DFormat layout) {
        super(layout);
        if (channels == null || channels.length == 0 || Arrays.stream(channels).anyMatch(channel -> channel < 0)) {
            throw new IllegalArgumentException(
                    "A selection of the channels " + Arrays.toString(channels) + "; at least one, and none below 0");
        }
        this.channels = channels.clone();
    }

    /** The channels {@code from} (inclusive) to {@code to} (exclusive). */
    public static ChannelSelection slice(int from, int to, CNN2DFormat layout) {
        return new ChannelSelection(IntStream.range(from, to).toArray(), layout);
    }

    /** A copy: which channel of the input each channel of the output is. */
    @JsonProperty("channels")
    public int[] channels() {
        return channels.clone();
    }

    /** How many channels the input must have at least. */
    public int leastInputs() {
        return Arrays.stream(channels).max().orElseThrow() + 1;
    }

    @Override
    public ChannelSelection clone() {
        return new ChannelSelection(channels, layout());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChannelSelection selection
                && Arrays.equals(selection.channels, channels)
                && selection.layout() == layout();
    }

    @Override
    public int hashCode() {
        return Objects.hash(Arrays.hashCode(channels), layout());
    }

    @Override
    public String toString() {
        return "ChannelSelection(channels=" + Arrays.toString(channels) + ", layout=" + layout() + ")";
    }

    @Override
    ImageVertexComputation computation(ComputationGraph graph, String name, int index, DataType dataType) {
        return new ChannelSelectionVertex(graph, name, index, this, dataType);
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType... inputs) throws InvalidInputTypeException {
        if (inputs.length == 1 && inputs[0] instanceof InputTypeConvolutional images) {
            requireChannels(images.getChannels());
            return InputType.convolutional(images.getHeight(), images.getWidth(), channels.length, layout());
        }
        if (inputs.length == 1 && inputs[0] instanceof InputTypeFeedForward vector) {
            requireChannels(vector.getSize());
            return InputType.feedForward(channels.length);
        }
        throw new InvalidInputTypeException("A selection of channels takes one input of images or of vectors");
    }

    private void requireChannels(long inputs) {
        if (inputs < leastInputs()) {
            throw new InvalidInputTypeException("A selection up to channel " + (leastInputs() - 1)
                    + " of an input that has " + inputs + " channels");
        }
    }
}

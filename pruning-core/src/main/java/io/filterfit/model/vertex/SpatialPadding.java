package io.filterfit.model.vertex;

import java.util.Objects;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.conf.inputs.InvalidInputTypeException;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Pixels of one value around every channel of an image, as many as one likes on each side. In front of a max pooling, {@link
 * #LOWEST} gives it padding that is never the largest.
 *
 * <p>Shapes: [n, c, h, w] to [n, c, top + h + bottom, left + w + right] in NCHW, [n, h, w, c] to [n, top + h + bottom, left + w + right,
 * c] in NHWC. No parameters.
 */
public final class SpatialPadding extends ImageVertex {

    /** The lowest number that a float32 can be. */
    public static final double LOWEST = -Float.MAX_VALUE;

    private final int top;
    private final int bottom;
    private final int left;
    private final int right;
    private final double value;

    /**
     * @param top rows above, at least 0
     * @param bottom rows below, at least 0
     * @param left columns before, at least 0
     * @param right columns after, at least 0
     * @param value of every new pixel, a finite float32
     * @param layout of the input and of the output
     */
    public SpatialPadding(
            @JsonProperty("top") int top,
            @JsonProperty("bottom") int bottom,
            @JsonProperty("left") int left,
            @JsonProperty("right") int right,
            @JsonProperty("value") double value,
            @JsonProperty("layout") CNN2DFormat layout) {
        super(layout);
        if (top < 0 || bottom < 0 || left < 0 || right < 0) {
            throw new IllegalArgumentException("Spatial padding of " + top + ", " + bottom + ", " + left + " and "
                    + right + " pixels; none may be negative");
        }
        if (!(Math.abs(value) <= Float.MAX_VALUE)) {
            throw new IllegalArgumentException("Spatial padding by " + value + "; a finite float32 is needed");
        }
        this.top = top;
        this.bottom = bottom;
        this.left = left;
        this.right = right;
        this.value = value;
    }

    @JsonProperty("top")
    public int top() {
        return top;
    }

    @JsonProperty("bottom")
    public int bottom() {
        return bottom;
    }

    @JsonProperty("left")
    public int left() {
        return left;
    }

    @JsonProperty("right")
    public int right() {
        return right;
    }

    @JsonProperty("value")
    public double value() {
        return value;
    }

    @Override
    public SpatialPadding clone() {
        return new SpatialPadding(top, bottom, left, right, value, layout());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SpatialPadding padding
                && padding.top == top
                && padding.bottom == bottom
                && padding.left == left
                && padding.right == right
                && padding.value == value
                && padding.layout() == layout();
    }

    @Override
    public int hashCode() {
        return Objects.hash(top, bottom, left, right, value, layout());
    }

    @Override
    public String toString() {
        return "SpatialPadding(top=" + top + ", bottom=" + bottom + ", left=" + left + ", right=" + right + ", value="
                + value + ", layout=" + layout() + ")";
    }

    @Override
    ImageVertexComputation computation(ComputationGraph graph, String name, int index, DataType dataType) {
        return new SpatialPaddingVertex(graph, name, index, this, dataType);
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType... inputs) throws InvalidInputTypeException {
        if (inputs.length != 1 || !(inputs[0] instanceof InputTypeConvolutional images)) {
            throw new InvalidInputTypeException("Spatial padding takes one input of images");
        }
        return InputType.convolutional(
                top + images.getHeight() + bottom, left + images.getWidth() + right, images.getChannels(), layout());
    }
}

package io.filterfit.model.activation;

import java.util.Objects;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * f(x) = min(max(x, lower), upper), ONNX's Clip; ReLU6 with 0 and 6. The derivative is 1 strictly between the bounds, and 0 at them and
 * beyond.
 */
public final class Clip extends BaseActivationFunction {

    private final double lower;
    private final double upper;

    /**
     * @param lower the smallest value, possibly negative infinity
     * @param upper the largest value, not below {@code lower}, possibly infinity
     */
    public Clip(@JsonProperty("lower") double lower, @JsonProperty("upper") double upper) {
        if (!(lower <= upper)) {
            throw new IllegalArgumentException("A clip to " + lower + ".." + upper + " leaves nothing");
        }
        this.lower = lower;
        this.upper = upper;
    }

    @JsonProperty("lower")
    public double lower() {
        return lower;
    }

    @JsonProperty("upper")
    public double upper() {
        return upper;
    }

    @Override
    public INDArray getActivation(INDArray in, boolean training) {
        return Clipping.clip(in, lower, upper);
    }

    @Override
    public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
        assertShape(in, epsilon);
        INDArray within = Clipping.within(in, lower, upper);
        return new Pair<>(in.assign(epsilon).muli(within), null);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Clip clip && clip.lower == lower && clip.upper == upper;
    }

    @Override
    public int hashCode() {
        return Objects.hash(lower, upper);
    }

    @Override
    public String toString() {
        return "clip(" + lower + ", " + upper + ")";
    }
}

package io.filterfit.model.activation;

import java.util.Objects;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * f(x) = min(max(alpha x + beta, 0), 1), ONNX's HardSigmoid. MobileNet-v3 has alpha 1/6 and beta 1/2; ONNX's defaults, and Deeplearning4j's
 * own function, which knows no others, 0.2 and 0.5.
 */
public final class HardSigmoid extends BaseActivationFunction {

    private final double alpha;
    private final double beta;

    /**
     * @param alpha the slope, a finite number
     * @param beta f(0) before it is clipped, a finite number
     */
    public HardSigmoid(@JsonProperty("alpha") double alpha, @JsonProperty("beta") double beta) {
        if (!Double.isFinite(alpha) || !Double.isFinite(beta)) {
            throw new IllegalArgumentException(
                    "A hard sigmoid of slope " + alpha + " and offset " + beta + "; both must be finite numbers");
        }
        this.alpha = alpha;
        this.beta = beta;
    }

    @JsonProperty("alpha")
    public double alpha() {
        return alpha;
    }

    @JsonProperty("beta")
    public double beta() {
        return beta;
    }

    @Override
    public INDArray getActivation(INDArray in, boolean training) {
        return Clipping.clip(in.muli(alpha).addi(beta), 0, 1);
    }

    @Override
    public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
        assertShape(in, epsilon);
        INDArray slope = Clipping.within(in.muli(alpha).addi(beta), 0, 1).muli(alpha);
        return new Pair<>(in.assign(epsilon).muli(slope), null);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HardSigmoid sigmoid && sigmoid.alpha == alpha && sigmoid.beta == beta;
    }

    @Override
    public int hashCode() {
        return Objects.hash(alpha, beta);
    }

    @Override
    public String toString() {
        return "hardsigmoid(" + alpha + ", " + beta + ")";
    }
}

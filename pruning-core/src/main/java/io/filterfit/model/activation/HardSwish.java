package io.filterfit.model.activation;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.api.ndarray.INDArray;

/** f(x) = x min(max(x / 6 + 1/2, 0), 1), ONNX's HardSwish (Howard et al., "Searching for MobileNetV3", 2019). */
public final class HardSwish extends BaseActivationFunction {

    private static final double SLOPE = 1.0 / 6;
    private static final double OFFSET = 0.5;

    @Override
    public INDArray getActivation(INDArray in, boolean training) {
        INDArray gate = Clipping.clip(in.mul(SLOPE).addi(OFFSET), 0, 1);
        return in.muli(gate);
    }

    @Override
    public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
        assertShape(in, epsilon);
        INDArray gate = in.mul(SLOPE).addi(OFFSET);
        INDArray within = Clipping.within(gate, 0, 1);
        Clipping.clip(gate, 0, 1);
        INDArray derivative = in.muli(SLOPE).muli(within).addi(gate);
        return new Pair<>(derivative.muli(epsilon), null);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HardSwish;
    }

    @Override
    public int hashCode() {
        return HardSwish.class.hashCode();
    }

    @Override
    public String toString() {
        return "hardswish";
    }
}

package io.filterfit.training;

import io.filterfit.spec.Ema;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An exponential moving average of all parameters: {@code average = d * average + (1 - d) * weights} after every step. While there have
 * been few steps the average forgets faster, as in TensorFlow: after step t, from 0, {@code d = min(decay, (1 + t) / (10 + t))}, so that
 * what training began with does not weigh on a short run.
 *
 * <p>Batch norm's running statistics are averaged like the weights: they belong to the weights of their time.
 */
final class WeightAverage {

    private final double decay;
    private final INDArray average;
    private final INDArray scratch;

    /** @param weights that training begins with */
    WeightAverage(Ema ema, INDArray weights) {
        decay = ema.decay();
        average = weights.dup();
        scratch = weights.dup();
    }

    /** @param step from 0, over all epochs */
    void add(INDArray weights, int step) {
        double kept = Math.min(decay, (1.0 + step) / (10.0 + step));
        average.muli(kept).addi(weights.muli(1 - kept, scratch));
    }

    float[] values() {
        return average.toFloatVector();
    }

    void restore(float[] values) {
        average.assign(Nd4j.createFromArray(values).reshape(average.shape()));
    }
}

package io.filterfit.evaluation;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Deeplearning4j's own pass. Its softmax is undone, but for a constant of each image. */
final class Deeplearning4jForwardPass implements ForwardPass {

    /** What a probability that a float cannot hold counts as. */
    private static final float SMALLEST_PROBABILITY = Float.MIN_NORMAL;

    private final ComputationGraph network;

    Deeplearning4jForwardPass(ComputationGraph network) {
        this.network = network;
    }

    @Override
    public float[] logits(INDArray features) {
        float[] values;
        try (INDArray probabilities = network.outputSingle(features)) {
            values = probabilities.dup('c').data().asFloat();
        }
        for (int i = 0; i < values.length; i++) {
            // Math.max lets a NaN through
            values[i] = (float) Math.log(Math.max(values[i], SMALLEST_PROBABILITY));
        }
        return values;
    }

    @Override
    public void close() {}
}

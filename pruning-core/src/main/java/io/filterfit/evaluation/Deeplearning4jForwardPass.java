package io.filterfit.evaluation;

import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Deeplearning4j's own pass. A softmax is undone, but for a constant of each image; a network without one gives logits itself. */
final class Deeplearning4jForwardPass implements ForwardPass {

    /** What a probability that a float cannot hold counts as. */
    private static final float SMALLEST_PROBABILITY = Float.MIN_NORMAL;

    private final ComputationGraph network;
    private final boolean givesLogits;

    Deeplearning4jForwardPass(ComputationGraph network) {
        this.network = network;
        this.givesLogits = network.getOutputLayer(0).conf().getLayer() instanceof BaseLayer output
                && output.getActivationFn() instanceof ActivationIdentity;
    }

    @Override
    public float[] logits(INDArray features) {
        float[] values;
        try (INDArray output = network.outputSingle(features)) {
            values = output.dup('c').data().asFloat();
        }
        for (int i = 0; !givesLogits && i < values.length; i++) {
            // Math.max lets a NaN through
            values[i] = (float) Math.log(Math.max(values[i], SMALLEST_PROBABILITY));
        }
        return values;
    }

    @Override
    public void close() {}
}

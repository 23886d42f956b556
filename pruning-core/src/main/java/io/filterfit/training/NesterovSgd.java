package io.filterfit.training;

import io.filterfit.nd4j.FlatArray;
import java.util.Arrays;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * SGD with Nesterov momentum over all weights at once, as in PyTorch: with g the mean gradient plus the decayed weight, {@code v = m v +
 * g}, then {@code w = w - rate (g + m v)}. Convolution and dense weights decay; biases and batch norm do not.
 *
 * <p>One loop over the flat arrays, where an operation of ND4J's for each term would read and write them a dozen times.
 */
final class NesterovSgd {

    private final INDArray weightArray;
    private final INDArray gradientArray;
    private final float[] weights;
    private final float[] gradients;
    private final float[] velocity;

    /** 1 for what is learnt; 0 for running statistics, whose gradient is to be subtracted as it is, and for frozen layers. */
    private final float[] learnt;

    /** 1 for running statistics. */
    private final float[] assigned;

    /** The weight decay where there is one, else 0. */
    private final float[] decay;

    private final float momentum;

    NesterovSgd(ComputationGraph network, double momentum, double weightDecay) {
        this.weightArray = network.params();
        this.gradientArray = network.getFlattenedGradients();
        this.momentum = (float) momentum;
        int length = (int) weightArray.length();
        this.weights = new float[length];
        this.gradients = new float[length];
        this.velocity = new float[length];
        this.learnt = new float[length];
        this.assigned = new float[length];
        this.decay = new float[length];
        for (Layer layer : network.getLayers()) {
            if (!(layer instanceof FrozenLayer)) {
                mark(layer, (float) weightDecay);
            }
        }
    }

    private void mark(Layer layer, float weightDecay) {
        org.deeplearning4j.nn.conf.layers.Layer configuration = layer.conf().getLayer();
        for (Map.Entry<String, INDArray> parameter : layer.paramTable(false).entrySet()) {
            int start = (int) (parameter.getValue().offset() - weightArray.offset());
            int end = start + (int) parameter.getValue().length();
            boolean running = !layer.updaterDivideByMinibatch(parameter.getKey());
            Arrays.fill(running ? assigned : learnt, start, end, 1);
            if (configuration.initializer().isWeightParam(configuration, parameter.getKey())) {
                Arrays.fill(decay, start, end, weightDecay);
            }
        }
    }

    /**
     * Applies the gradients of one step.
     *
     * @param images that the gradients are the sum over
     * @param parts in which the images were computed: of each running statistic, the gradient is the sum over the parts, and what it
     *     takes is their mean
     */
    void step(int images, int parts, double learningRate) {
        FlatArray.read(weightArray, weights);
        FlatArray.read(gradientArray, gradients);
        update(1f / images, 1f / parts, (float) learningRate);
        FlatArray.write(weights, weightArray);
    }

    private void update(float perImage, float perPart, float rate) {
        for (int i = 0; i < weights.length; i++) {
            float gradient = gradients[i] * perImage + decay[i] * weights[i];
            float moved = (momentum * velocity[i] + gradient) * learnt[i];
            velocity[i] = moved;
            weights[i] -= learnt[i] * rate * (gradient + momentum * moved) + assigned[i] * perPart * gradients[i];
        }
    }

    /** What the next step depends on beside weights and gradients; one value a weight. */
    float[] velocity() {
        return velocity.clone();
    }

    /** Goes on from a velocity of old. */
    void restore(float[] values) {
        System.arraycopy(values, 0, velocity, 0, velocity.length);
    }
}

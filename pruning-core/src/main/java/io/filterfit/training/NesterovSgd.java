package io.filterfit.training;

import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * SGD with Nesterov momentum over all weights at once, as in PyTorch: with g the mean gradient plus the decayed weight, {@code v = m v +
 * g}, then {@code w = w - rate (g + m v)}. Convolution and dense weights decay; biases and batch norm do not.
 */
final class NesterovSgd {

    private final INDArray weights;
    private final INDArray gradients;
    private final INDArray velocity;
    private final INDArray scratch;

    /** 1 for what is learnt; 0 for running statistics, whose gradient is to be subtracted as it is, and for frozen layers. */
    private final INDArray learnt;

    /** 1 for running statistics. */
    private final INDArray assigned;

    /** The weight decay where there is one, else 0. */
    private final INDArray decay;

    private final double momentum;

    NesterovSgd(ComputationGraph network, double momentum, double weightDecay) {
        this.weights = flat(network.params());
        this.gradients = flat(network.getFlattenedGradients());
        this.momentum = momentum;
        this.velocity = Nd4j.zeros(weights.dataType(), weights.length());
        this.scratch = Nd4j.zeros(weights.dataType(), weights.length());
        this.learnt = Nd4j.zeros(weights.dataType(), weights.length());
        this.assigned = Nd4j.zeros(weights.dataType(), weights.length());
        this.decay = Nd4j.zeros(weights.dataType(), weights.length());
        for (Layer layer : network.getLayers()) {
            if (!(layer instanceof FrozenLayer)) {
                mark(layer, weightDecay);
            }
        }
    }

    private void mark(Layer layer, double weightDecay) {
        org.deeplearning4j.nn.conf.layers.Layer configuration = layer.conf().getLayer();
        for (Map.Entry<String, INDArray> parameter : layer.paramTable(false).entrySet()) {
            long start = parameter.getValue().offset() - weights.offset();
            var place =
                    NDArrayIndex.interval(start, start + parameter.getValue().length());
            boolean running = !layer.updaterDivideByMinibatch(parameter.getKey());
            (running ? assigned : learnt).get(place).assign(1);
            if (configuration.initializer().isWeightParam(configuration, parameter.getKey())) {
                decay.get(place).assign(weightDecay);
            }
        }
    }

    /**
     * Applies the gradients of one step, which are consumed.
     *
     * @param images that the gradients are the sum over
     * @param parts in which the images were computed: of each running statistic, the gradient is the sum over the parts, and what it
     *     takes is their mean
     */
    void step(int images, int parts, double learningRate) {
        gradients.muli(scaled(learnt, 1.0 / images).addi(assigned));
        if (parts > 1) {
            gradients.divi(scaled(assigned, parts - 1.0).addi(1));
        }
        weights.muli(decay, scratch);
        gradients.addi(scratch);
        velocity.muli(momentum).addi(gradients).muli(learnt);
        gradients.addi(scaled(velocity, momentum));
        gradients.muli(scaled(learnt, learningRate).addi(assigned));
        weights.subi(gradients);
    }

    /** What the next step depends on beside weights and gradients; one value a weight. */
    float[] velocity() {
        return velocity.toFloatVector();
    }

    /** Goes on from a velocity of old. */
    void restore(float[] values) {
        velocity.assign(Nd4j.createFromArray(values));
    }

    private INDArray scaled(INDArray array, double factor) {
        return array.muli(factor, scratch);
    }

    private static INDArray flat(INDArray array) {
        return array.reshape(array.length());
    }
}

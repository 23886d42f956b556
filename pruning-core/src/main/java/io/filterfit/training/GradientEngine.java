package io.filterfit.training;

import io.filterfit.dataset.NetworkInput;
import io.filterfit.onednn.CompiledPasses;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Computes the gradients of one batch. */
interface GradientEngine extends AutoCloseable {

    /**
     * Leaves in the network's flat gradient array the sum over the batch of the objective's derivative by each weight, and of batch
     * norm's running statistics what is to be subtracted from them.
     *
     * @return the outcome of the forward pass in it
     */
    StepOutcome compute(Batch batch, Objective objective);

    /**
     * The fastest one for a network.
     *
     * @throws io.filterfit.spec.CompressionException MODEL_UNSUPPORTED if the network does not end in a softmax or in logits, with a loss
     */
    static GradientEngine of(ComputationGraph network, NetworkInput input) {
        return CompiledPasses.obstacle(network).isEmpty()
                ? new CompiledEngine(network, input, CompiledPasses.precision())
                : new Deeplearning4jEngine(network, input.classes());
    }

    /** Gives back what the engine holds outside the heap; the network stays. */
    @Override
    default void close() {}

    /**
     * @param loss sum over the batch, in nats
     * @param correct images whose most probable class is the right one
     */
    record StepOutcome(double loss, int correct) {

        StepOutcome plus(StepOutcome other) {
            return new StepOutcome(loss + other.loss, correct + other.correct);
        }
    }
}

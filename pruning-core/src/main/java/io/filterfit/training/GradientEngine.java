package io.filterfit.training;

/** Computes the gradients of one batch. */
interface GradientEngine {

    /**
     * Leaves in the network's flat gradient array the sum over the batch of each weight's gradient, and of batch norm's running
     * statistics what is to be subtracted from them.
     *
     * @return the outcome of the forward pass in it
     */
    StepOutcome compute(Batch batch);

    /**
     * @param loss sum of the cross-entropies, in nats
     * @param correct images whose most probable class is the right one
     */
    record StepOutcome(double loss, int correct) {}
}

package io.filterfit.training;

/** Computes the gradients of one batch. */
interface GradientEngine extends AutoCloseable {

    /**
     * Leaves in the network's flat gradient array the sum over the batch of the objective's derivative by each weight, and of batch
     * norm's running statistics what is to be subtracted from them.
     *
     * @return the outcome of the forward pass in it
     */
    StepOutcome compute(Batch batch, Objective objective);

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

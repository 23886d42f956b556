package io.filterfit.training;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Computes the gradients of a step in parts, one after the other, so that the activations of one part only are in memory. What comes out
 * is the sum over the parts; a batch normalisation normalises each part by the part's own mean and variance.
 */
final class GradientSum {

    private final GradientEngine engine;
    private final INDArray gradients;
    private final int microBatches;
    private final int batchSize;

    /** @param gradients where the engine leaves them */
    GradientSum(GradientEngine engine, INDArray gradients, int microBatches, int batchSize) {
        this.engine = engine;
        this.gradients = gradients;
        this.microBatches = microBatches;
        this.batchSize = batchSize;
    }

    /** How many parts a batch is computed in; a short one, at the end of an epoch, in fewer of about the same size. */
    int parts(Batch batch) {
        return (batch.size() * microBatches + batchSize - 1) / batchSize;
    }

    /** Leaves the sum over the batch where the engine leaves its gradients. */
    GradientEngine.StepOutcome compute(Batch batch, Objective objective) {
        int parts = parts(batch);
        if (parts == 1) {
            return engine.compute(batch, objective);
        }
        GradientEngine.StepOutcome outcome = new GradientEngine.StepOutcome(0, 0);
        try (INDArray sum = gradients.like()) {
            for (int part = 0; part < parts; part++) {
                int from = batch.size() * part / parts;
                int to = batch.size() * (part + 1) / parts;
                try (Batch images = batch.part(from, to)) {
                    outcome = outcome.plus(engine.compute(images, objective));
                }
                sum.addi(gradients);
            }
            gradients.assign(sum);
        }
        return outcome;
    }
}

package io.filterfit.training;

import java.util.List;

/**
 * What a training run did.
 *
 * @param epochs one entry an epoch, in order
 * @param bestEpoch the epoch (from 1) whose weights were kept; 0 if the weights before training scored best
 * @param initialValidationAccuracy on the validation split before the first step, in [0, 1]
 * @param bestValidationAccuracy on the validation split with the kept weights, in [0, 1]
 */
public record TrainingHistory(
        List<Epoch> epochs, int bestEpoch, double initialValidationAccuracy, double bestValidationAccuracy) {

    public TrainingHistory {
        epochs = List.copyOf(epochs);
    }

    /**
     * @param epoch from 1
     * @param learningRate at the end of the epoch
     * @param trainingLoss mean over the epoch's steps, in nats
     * @param trainingAccuracy mean over the epoch's steps, on augmented images
     * @param validationLoss mean cross-entropy in nats
     * @param imagesPerSecond training throughput, validation not counted
     * @param seconds wall time, validation counted
     */
    public record Epoch(
            int epoch,
            double learningRate,
            double trainingLoss,
            double trainingAccuracy,
            double validationLoss,
            double validationAccuracy,
            double imagesPerSecond,
            double seconds) {}
}

package io.filterfit.training;

import io.filterfit.nd4j.RuntimeFacts;
import java.util.List;

/**
 * What a training run did.
 *
 * @param epochs one entry an epoch, in order
 * @param setbacks where the loss exploded and training went back, in order
 * @param bestEpoch the epoch (from 1) whose weights were kept; 0 if the weights before training scored best
 * @param initialValidationAccuracy on the validation split before the first step, in [0, 1]
 * @param bestValidationAccuracy on the validation split with the kept weights, in [0, 1]
 * @param arithmetic what it ran on; the last process, where several took it in turn
 */
public record TrainingHistory(
        List<Epoch> epochs,
        List<Setback> setbacks,
        int bestEpoch,
        double initialValidationAccuracy,
        double bestValidationAccuracy,
        RuntimeFacts arithmetic) {

    public TrainingHistory {
        epochs = List.copyOf(epochs);
        setbacks = List.copyOf(setbacks);
    }

    /**
     * @param epoch from 1
     * @param learningRate at the end of the epoch
     * @param trainingLoss mean over the epoch's steps of what training makes small, in nats
     * @param trainingAccuracy mean over the epoch's steps, on augmented images; of mixtures, the label of the image itself counts
     * @param validationLoss mean cross-entropy in nats
     * @param averaged whether the validation is of the averaged weights, since they did better; else of the weights themselves
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
            boolean averaged,
            double imagesPerSecond,
            double seconds) {}

    /**
     * Training that went wrong, was taken back to the beginning of its epoch, and went on with half the learning rate.
     *
     * @param epoch in which it went wrong, from 1
     * @param step over all epochs, from 1
     * @param problem what was wrong with the loss, for people
     * @param learningRate the peak of the schedule from then on
     */
    public record Setback(int epoch, int step, String problem, double learningRate) {}
}

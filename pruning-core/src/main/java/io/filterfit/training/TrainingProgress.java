package io.filterfit.training;

/**
 * Where training is.
 *
 * @param step steps done, over all epochs
 * @param steps steps that there will be
 * @param epoch the current one, from 1
 * @param epochs epochs that there will be
 * @param loss mean cross-entropy of the epoch so far, in nats
 * @param accuracy of the epoch so far on its augmented images, in [0, 1]
 * @param imagesPerSecond of the epoch so far, as far as this process did it
 * @param secondsLeft estimated by the speed of this process, validation included
 */
public record TrainingProgress(
        int step,
        int steps,
        int epoch,
        int epochs,
        double loss,
        double accuracy,
        double imagesPerSecond,
        double secondsLeft) {}

package io.filterfit.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Where a fine-tuning run is.
 *
 * @param epoch the epoch under way, from 1
 * @param epochs in all
 * @param step steps done in this epoch
 * @param steps steps of an epoch
 * @param loss mean over the epoch so far, in nats
 * @param trainingAccuracy over the epoch so far, on augmented images, in [0, 1]
 * @param validationAccuracy after the last full epoch, in [0, 1]; null before the first
 * @param imagesPerSecond training throughput of the process that is at it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TrainingProgress(
        int epoch,
        int epochs,
        int step,
        int steps,
        Double loss,
        Double trainingAccuracy,
        Double validationAccuracy,
        double imagesPerSecond) {}

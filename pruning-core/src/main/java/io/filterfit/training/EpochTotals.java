package io.filterfit.training;

import io.filterfit.evaluation.Classification;

/**
 * What the steps of an epoch add up to, in whichever processes they were done.
 *
 * @param images trained on
 * @param correct images whose most probable class was the right one
 * @param loss sum of the losses, in nats
 * @param seconds that the steps took
 */
public record EpochTotals(long images, long correct, double loss, double seconds) {

    static final EpochTotals NONE = new EpochTotals(0, 0, 0, 0);

    EpochTotals plus(int batchSize, GradientEngine.StepOutcome outcome, double stepSeconds) {
        return new EpochTotals(
                images + batchSize, correct + outcome.correct(), loss + outcome.loss(), seconds + stepSeconds);
    }

    double meanLoss() {
        return loss / images;
    }

    double accuracy() {
        return (double) correct / images;
    }

    TrainingHistory.Epoch epoch(
            int number, double learningRate, Classification validation, boolean averaged, double validationSeconds) {
        return new TrainingHistory.Epoch(
                number,
                learningRate,
                meanLoss(),
                accuracy(),
                validation.loss(),
                validation.accuracy().value(),
                averaged,
                images / seconds,
                seconds + validationSeconds);
    }
}

package io.filterfit.training;

import io.filterfit.evaluation.Classification;

/**
 * The weights that did best on the validation split so far.
 *
 * @param initialAccuracy of the weights before the first step, in [0, 1]
 * @param epoch after which they were found, from 1; 0 for the weights before the first step
 * @param correct validation images classified rightly
 * @param accuracy their share, in [0, 1]
 * @param loss mean cross-entropy on the validation split, in nats
 * @param weights all parameters, flat; not to be changed
 */
public record BestWeights(
        double initialAccuracy, int epoch, int correct, double accuracy, double loss, float[] weights) {

    static BestWeights initial(Candidate submitted) {
        Classification validation = submitted.validation();
        double accuracy = validation.accuracy().value();
        return new BestWeights(accuracy, 0, validation.correct(), accuracy, validation.loss(), submitted.weights());
    }

    boolean isBeatenBy(Candidate candidate) {
        return candidate.beats(correct, loss);
    }

    BestWeights beaten(int byEpoch, Candidate by) {
        Classification validation = by.validation();
        return new BestWeights(
                initialAccuracy,
                byEpoch,
                validation.correct(),
                validation.accuracy().value(),
                validation.loss(),
                by.weights());
    }
}

package io.filterfit.benchmarks.criteria;

import io.filterfit.spec.Checks;
import io.filterfit.spec.TrainingSpec;

/**
 * What every cell may train, whatever its mode.
 *
 * @param epochs of a cell in total, those of soft pruning included
 * @param trainingImages of an epoch, drawn by the cell's seed from those that are not held out
 * @param validationImages held out; they choose the recovery and the epoch that is kept
 * @param learningRate the peak of each cosine schedule after a cut
 * @param rounds of mode {@code rounds}; a divisor of {@code epochs}
 * @param softEpochs of soft pruning in mode {@code soft}; fewer than {@code epochs}
 * @param softLearningRate the peak of the schedule of soft pruning
 */
record Budget(
        int epochs,
        int trainingImages,
        int validationImages,
        int batchSize,
        double learningRate,
        int rounds,
        int softEpochs,
        double softLearningRate) {

    Budget {
        Checks.atLeast("budget.epochs", epochs, 1);
        Checks.atLeast("budget.trainingImages", trainingImages, 1);
        Checks.atLeast("budget.rounds", rounds, 1);
        Checks.atLeast("budget.softEpochs", softEpochs, 1);
        if (epochs % rounds != 0) {
            throw Checks.invalid("budget.rounds is " + rounds + ", which does not divide the " + epochs + " epochs");
        }
        if (softEpochs >= epochs) {
            throw Checks.invalid("budget.softEpochs is " + softEpochs + "; of " + epochs
                    + " epochs some must be left after the cut");
        }
    }

    int cuts(Mode mode) {
        return mode == Mode.ROUNDS ? rounds : 1;
    }

    /** After each cut. */
    TrainingSpec fineTuning(Mode mode) {
        int left = mode == Mode.SOFT ? epochs - softEpochs : epochs;
        return training(left / cuts(mode), learningRate);
    }

    TrainingSpec soft() {
        return training(softEpochs, softLearningRate);
    }

    private TrainingSpec training(int ofEpochs, double rate) {
        return TrainingSpec.FINE_TUNING
                .with()
                .epochs(ofEpochs)
                .batchSize(batchSize)
                .learningRate(rate)
                .validationImages(validationImages)
                .build();
    }
}

package io.filterfit.training;

import io.filterfit.evaluation.Classification;

/** Adds up an epoch's steps and tells the observer, at most once a second. */
final class ProgressMeter {

    private static final double NANOS = 1e9;

    private final TrainingObserver observer;
    private final int epochs;
    private final int stepsPerEpoch;
    private final long start = System.nanoTime();
    private int stepsDone;
    private int epoch;
    private long epochStart;
    private double trainingSeconds;
    private long images;
    private long correct;
    private double loss;
    private long reported;

    ProgressMeter(TrainingObserver observer, int epochs, int stepsPerEpoch) {
        this.observer = observer;
        this.epochs = epochs;
        this.stepsPerEpoch = stepsPerEpoch;
    }

    void startEpoch(int number) {
        epoch = number;
        epochStart = System.nanoTime();
        images = 0;
        correct = 0;
        loss = 0;
    }

    void step(int batchSize, GradientEngine.StepOutcome outcome) {
        stepsDone++;
        images += batchSize;
        correct += outcome.correct();
        loss += outcome.loss();
        if (System.nanoTime() - reported >= NANOS) {
            report();
        }
    }

    void endTraining() {
        trainingSeconds = since(epochStart);
        report();
    }

    TrainingHistory.Epoch endEpoch(double learningRate, Classification validation) {
        return new TrainingHistory.Epoch(
                epoch,
                learningRate,
                loss / images,
                (double) correct / images,
                validation.loss(),
                validation.accuracy().value(),
                images / trainingSeconds,
                since(epochStart));
    }

    private void report() {
        reported = System.nanoTime();
        int steps = epochs * stepsPerEpoch;
        observer.progress(new TrainingProgress(
                stepsDone,
                steps,
                epoch,
                epochs,
                loss / images,
                (double) correct / images,
                images / since(epochStart),
                since(start) / stepsDone * (steps - stepsDone)));
    }

    private static double since(long nanoTime) {
        return (System.nanoTime() - nanoTime) / NANOS;
    }
}

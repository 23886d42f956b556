package io.filterfit.training;

/** Tells the observer how far training is and how fast this process is, at most once a second. */
final class ProgressMeter {

    private static final double NANOS = 1e9;

    private final TrainingObserver observer;
    private final int epochs;
    private final int stepsPerEpoch;
    private long start;
    private long lap;
    private long reported;
    private int stepsDone;
    private int epoch;
    private long epochImages;
    private double epochSeconds;

    ProgressMeter(TrainingObserver observer, int epochs, int stepsPerEpoch) {
        this.observer = observer;
        this.epochs = epochs;
        this.stepsPerEpoch = stepsPerEpoch;
    }

    /** Before the first step of this process. */
    void begin() {
        start = System.nanoTime();
        lap = start;
        reported = start - (long) NANOS;
    }

    /** Seconds since this was last asked. */
    double lap() {
        long now = System.nanoTime();
        double seconds = (now - lap) / NANOS;
        lap = now;
        return seconds;
    }

    /**
     * After every step.
     *
     * @param step steps done, over all epochs, in whichever processes
     * @param totals of its epoch
     */
    void step(int step, int batchSize, double seconds, EpochTotals totals) {
        int current = (step - 1) / stepsPerEpoch + 1;
        if (current != epoch) {
            epoch = current;
            epochImages = 0;
            epochSeconds = 0;
        }
        stepsDone++;
        epochImages += batchSize;
        epochSeconds += seconds;
        if (step % stepsPerEpoch == 0 || System.nanoTime() - reported >= NANOS) {
            report(step, totals);
        }
    }

    private void report(int step, EpochTotals totals) {
        reported = System.nanoTime();
        int steps = epochs * stepsPerEpoch;
        observer.progress(new TrainingProgress(
                step,
                steps,
                epoch,
                epochs,
                totals.meanLoss(),
                totals.accuracy(),
                epochImages / epochSeconds,
                (reported - start) / NANOS / stepsDone * (steps - step)));
    }
}

package io.filterfit.benchmarks;

import java.util.Arrays;

/** Times a step by the median of several, after one that warms up. */
final class StepTimer {

    private StepTimer() {}

    static double imagesPerSecond(int batch, int steps, Runnable step) {
        step.run();
        double[] seconds = new double[steps];
        for (int i = 0; i < steps; i++) {
            long start = System.nanoTime();
            step.run();
            seconds[i] = (System.nanoTime() - start) / 1e9;
        }
        Arrays.sort(seconds);
        return batch / seconds[steps / 2];
    }
}

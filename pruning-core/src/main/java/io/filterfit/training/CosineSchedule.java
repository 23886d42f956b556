package io.filterfit.training;

/**
 * Learning rate by step: up linearly over the warm-up, then down along half a cosine to 0 after the last step.
 *
 * @param peak the largest learning rate
 * @param warmupSteps steps of the climb; may be 0
 * @param steps all steps, at least 1
 */
record CosineSchedule(double peak, int warmupSteps, int steps) {

    /** @param step from 0 */
    double at(int step) {
        if (step < warmupSteps) {
            return peak * (step + 1) / (warmupSteps + 1);
        }
        double share = (double) (step - warmupSteps) / Math.max(1, steps - warmupSteps);
        return peak * 0.5 * (1 + Math.cos(Math.PI * share));
    }
}

package io.filterfit.contracts;

import io.filterfit.spec.Checks;

/**
 * How long a stage took.
 *
 * @param seconds wall time of the attempt that succeeded, downloads and uploads counted
 * @param attempt which attempt that was, from 1
 */
public record StageTiming(double seconds, int attempt) {
    public StageTiming {
        Checks.atLeast("timing.seconds", seconds, 0);
        Checks.atLeast("timing.attempt", attempt, 1);
    }
}

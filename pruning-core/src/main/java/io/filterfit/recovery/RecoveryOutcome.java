package io.filterfit.recovery;

import java.util.Map;

/**
 * What was tried after a cut, and what was kept.
 *
 * @param kept the step whose network scored best; the simpler one of two that scored the same
 * @param validationAccuracy of each step that was tried, in [0, 1]
 * @param calibrationImages images that statistics and fits were taken of
 * @param validationImages images that the choice was made by
 * @param seconds wall time of all steps
 */
public record RecoveryOutcome(
        RecoveryStep kept,
        Map<RecoveryStep, Double> validationAccuracy,
        int calibrationImages,
        int validationImages,
        double seconds) {}

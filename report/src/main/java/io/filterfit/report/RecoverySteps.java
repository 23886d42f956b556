package io.filterfit.report;

import io.filterfit.recovery.RecoveryOutcome;
import io.filterfit.recovery.RecoveryStep;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What was tried between the cut and fine-tuning, none of which trains the network.
 *
 * @param validationImages images of the validation split that each step was scored on
 * @param steps in the order they were tried, the bare cut first
 */
public record RecoverySteps(int validationImages, List<Step> steps) {

    public RecoverySteps {
        steps = CompressionReport.orEmpty(steps);
    }

    public static RecoverySteps of(RecoveryOutcome outcome) {
        Map<RecoveryStep, Double> scores = outcome.validationAccuracy();
        List<Step> steps = Arrays.stream(RecoveryStep.values())
                .filter(scores::containsKey)
                .map(step -> new Step(name(step), scores.get(step), step == outcome.kept()))
                .toList();
        return new RecoverySteps(outcome.validationImages(), steps);
    }

    private static String name(RecoveryStep step) {
        return switch (step) {
            case NOTHING -> "cut";
            case BATCH_NORM_RECALIBRATION -> "recalibrated";
            case RECONSTRUCTION -> "reconstructed";
            case RECONSTRUCTION_AND_RECALIBRATION -> "reconstructed, recalibrated";
        };
    }

    /**
     * @param name as the report shows it, for instance {@code cut}, {@code reconstructed}, {@code recalibrated}
     * @param accuracy top-1, in [0, 1]
     * @param kept whether its network went on to fine-tuning
     */
    public record Step(String name, double accuracy, boolean kept) {}
}

package io.filterfit.report;

import java.util.List;

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

    /**
     * @param name as the report shows it, for instance {@code cut}, {@code reconstructed}, {@code recalibrated}
     * @param accuracy top-1, in [0, 1]
     * @param kept whether its network went on to fine-tuning
     */
    public record Step(String name, double accuracy, boolean kept) {}
}

package io.filterfit.training;

import io.filterfit.spec.EarlyStop;
import java.util.List;

/** Tells when the validation accuracy has stopped rising. */
final class Plateau {

    private Plateau() {}

    /**
     * @param before accuracy before training, in [0, 1]
     * @param epochs those that are through
     */
    static boolean reached(EarlyStop rule, double before, List<TrainingHistory.Epoch> epochs) {
        double best = before;
        int waited = 0;
        for (TrainingHistory.Epoch epoch : epochs) {
            double rise = epoch.validationAccuracy() - best;
            if (rise > 0 && rise >= rule.minimumImprovement()) {
                best = epoch.validationAccuracy();
                waited = 0;
            } else {
                waited++;
            }
        }
        return waited >= rule.patience();
    }
}

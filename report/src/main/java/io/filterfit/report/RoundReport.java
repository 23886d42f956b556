package io.filterfit.report;

import io.filterfit.surgery.Equivalence;
import io.filterfit.training.TrainingHistory;
import java.util.List;

/**
 * One round of analyse, prune, fine-tune.
 *
 * @param number from 1
 * @param groups every coupled group that was analysed, in topological order
 * @param equivalence what the equivalence gate measured; null where it did not run
 * @param recovery accuracy between the cut and fine-tuning; null where not measured
 * @param training fine-tuning; null where there was none
 */
public record RoundReport(
        int number,
        List<GroupReport> groups,
        Equivalence equivalence,
        RecoverySteps recovery,
        TrainingHistory training) {
    public RoundReport {
        groups = CompressionReport.orEmpty(groups);
    }
}

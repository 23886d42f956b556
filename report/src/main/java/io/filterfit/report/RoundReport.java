package io.filterfit.report;

import io.filterfit.plan.Evaluation;
import io.filterfit.surgery.Equivalence;
import io.filterfit.training.TrainingHistory;
import java.util.List;

/**
 * One round of analyse, prune, fine-tune, or of soft pruning, in which nothing is cut.
 *
 * @param number from 1
 * @param soft whether it was of soft pruning; its validation is of the network with the filters zeroed that would go
 * @param groups every coupled group that was analysed, in topological order
 * @param equivalence what the equivalence gate measured; null where it did not run
 * @param evaluations the networks that were measured in search of the target; none where it needs no measuring
 * @param recovery accuracy between the cut and fine-tuning; null where not measured
 * @param training fine-tuning or soft pruning; null where there was none
 */
public record RoundReport(
        int number,
        boolean soft,
        List<GroupReport> groups,
        Equivalence equivalence,
        List<Evaluation> evaluations,
        RecoverySteps recovery,
        TrainingHistory training) {
    public RoundReport {
        groups = CompressionReport.orEmpty(groups);
        evaluations = CompressionReport.orEmpty(evaluations);
    }

    /** Of a target that needs no measuring. */
    public RoundReport(
            int number,
            boolean soft,
            List<GroupReport> groups,
            Equivalence equivalence,
            RecoverySteps recovery,
            TrainingHistory training) {
        this(number, soft, groups, equivalence, List.of(), recovery, training);
    }
}

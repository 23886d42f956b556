package io.filterfit.service;

import io.filterfit.evaluation.NetworkCost;
import io.filterfit.plan.PruningPlan;
import io.filterfit.recovery.RecoveryOutcome;
import io.filterfit.surgery.Equivalence;
import io.filterfit.surgery.PruningResult;

/**
 * What the pruner writes of a cut, and the evaluator reads.
 *
 * @param recovery null where nothing was tried
 */
public record PruningDocument(
        PruningPlan plan, Equivalence equivalence, RecoveryOutcome recovery, NetworkCost before, NetworkCost after) {

    public static PruningDocument of(PruningResult result) {
        return new PruningDocument(
                result.plan(), result.equivalence(), result.recovery().orElse(null), result.before(), result.after());
    }
}

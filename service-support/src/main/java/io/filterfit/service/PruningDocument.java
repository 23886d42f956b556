package io.filterfit.service;

import io.filterfit.evaluation.NetworkCost;
import io.filterfit.plan.PruningPlan;
import io.filterfit.recovery.RecoveryOutcome;
import io.filterfit.surgery.Equivalence;
import io.filterfit.surgery.PruningResult;

/**
 * What the pruner writes of a cut, and the evaluator reads.
 *
 * @param plan which filters went; in a round of soft pruning, how many would
 * @param equivalence null where nothing was cut
 * @param recovery null where nothing was tried
 */
public record PruningDocument(
        PruningPlan plan, Equivalence equivalence, RecoveryOutcome recovery, NetworkCost before, NetworkCost after) {

    public static PruningDocument of(PruningResult result) {
        return new PruningDocument(
                result.plan(), result.equivalence(), result.recovery().orElse(null), result.before(), result.after());
    }

    /** Of a round that cuts nothing yet. */
    public static PruningDocument planned(PruningPlan plan, NetworkCost cost) {
        return new PruningDocument(plan, null, null, cost, cost);
    }
}

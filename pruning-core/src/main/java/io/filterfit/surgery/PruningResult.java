package io.filterfit.surgery;

import io.filterfit.evaluation.NetworkCost;
import io.filterfit.model.Network;
import io.filterfit.plan.PruningPlan;
import io.filterfit.recovery.RecoveryOutcome;
import java.util.Optional;

/**
 * A pruned network and how it came about.
 *
 * @param network of the kind that was submitted
 * @param plan which filters stayed
 * @param equivalence how near the cut, before any recovery, is to masking
 * @param recovery what was done after the cut; empty where there were no images
 * @param before what the network cost
 * @param after what it costs now
 */
public record PruningResult(
        Network network,
        PruningPlan plan,
        Equivalence equivalence,
        Optional<RecoveryOutcome> recovery,
        NetworkCost before,
        NetworkCost after) {}

package io.filterfit.contracts;

import io.filterfit.spec.Checks;
import java.util.Map;

/**
 * What the pruner made in one round.
 *
 * @param network the physically smaller network, reconstructed but not yet fine-tuned; in a round of soft pruning, the network as the
 *     round found it
 * @param plan JSON: which filters of which group stayed, with fit statistics per criterion; in a round of soft pruning, which would
 */
public record Pruning(ArtifactReference network, ArtifactReference plan, StageTiming timing) {
    public Pruning {
        Checks.present("pruning.network", network);
        Checks.present("pruning.plan", plan);
        Checks.present("pruning.timing", timing);
    }

    Map<String, ArtifactReference> produced() {
        return Map.of("pruner/network", network, "pruner/plan", plan);
    }
}

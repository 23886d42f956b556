package io.filterfit.contracts;

import io.filterfit.spec.Checks;
import java.util.Map;
import java.util.TreeMap;

/**
 * A round that went through all stages.
 *
 * @param number from 1
 * @param network what the round started from
 */
public record FinishedRound(
        int number, ArtifactReference network, Analysis analysis, Pruning pruning, Training training) {
    public FinishedRound {
        Checks.atLeast("finishedRound.number", number, 1);
        Checks.present("finishedRound.network", network);
        Checks.present("finishedRound.analysis", analysis);
        Checks.present("finishedRound.pruning", pruning);
        Checks.present("finishedRound.training", training);
    }

    Map<String, ArtifactReference> produced() {
        var all = produced(analysis, pruning);
        all.putAll(training.produced());
        return all;
    }

    static Map<String, ArtifactReference> produced(Analysis analysis, Pruning pruning) {
        Map<String, ArtifactReference> all = new TreeMap<>(analysis.produced());
        all.putAll(pruning.produced());
        return all;
    }
}

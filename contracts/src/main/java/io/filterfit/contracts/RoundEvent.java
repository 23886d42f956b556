package io.filterfit.contracts;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Map;
import java.util.TreeMap;

/** An event that hands one round of a job to its next stage. */
public sealed interface RoundEvent extends Event
        permits RoundStart, AnalysisCompleted, PruningCompleted, TrainingCompleted {

    JobRound round();

    /** What this round's stages have produced so far, by a name such as {@code pruner/network}. */
    @JsonIgnore
    Map<String, ArtifactReference> produced();

    /** Everything that the job has produced so far, by a name such as {@code round-1/pruner/network}. */
    @JsonIgnore
    default Map<String, ArtifactReference> artifacts() {
        Map<String, ArtifactReference> all = new TreeMap<>();
        for (FinishedRound finished : round().finished()) {
            finished.produced().forEach((name, artifact) -> all.put(inRound(finished.number(), name), artifact));
        }
        produced().forEach((name, artifact) -> all.put(inRound(round().number(), name), artifact));
        return all;
    }

    private static String inRound(int number, String name) {
        return "round-" + number + "/" + name;
    }
}

package io.filterfit.contracts;

import io.filterfit.spec.Checks;
import java.util.Map;

/** The pruner is done with a round. */
public record PruningCompleted(JobRound round, Analysis analysis, Pruning pruning) implements RoundEvent {
    public PruningCompleted {
        Checks.present("round", round);
        Checks.present("analysis", analysis);
        Checks.present("pruning", pruning);
    }

    @Override
    public JobId jobId() {
        return round.jobId();
    }

    @Override
    public Map<String, ArtifactReference> produced() {
        return FinishedRound.produced(analysis, pruning);
    }

    @Override
    public String eventId() {
        return jobId() + "/round-" + round.number() + "/pruner";
    }
}

package io.filterfit.contracts;

import io.filterfit.spec.Checks;

/** The pruner is done with a round. */
public record PruningCompleted(JobRound round, Analysis analysis, Pruning pruning) implements Event {
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
    public String eventId() {
        return jobId() + "/round-" + round.number() + "/pruner";
    }
}

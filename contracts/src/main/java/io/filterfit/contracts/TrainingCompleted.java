package io.filterfit.contracts;

import io.filterfit.spec.Checks;
import java.util.Map;

/** The trainer is done with a round. */
public record TrainingCompleted(JobRound round, Analysis analysis, Pruning pruning, Training training)
        implements RoundEvent {
    public TrainingCompleted {
        Checks.present("round", round);
        Checks.present("analysis", analysis);
        Checks.present("pruning", pruning);
        Checks.present("training", training);
    }

    @Override
    public JobId jobId() {
        return round.jobId();
    }

    @Override
    public Map<String, ArtifactReference> produced() {
        return round.finish(analysis, pruning, training).produced();
    }

    @Override
    public String eventId() {
        return jobId() + "/round-" + round.number() + "/trainer";
    }
}

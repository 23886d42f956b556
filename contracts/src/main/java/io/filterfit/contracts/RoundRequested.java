package io.filterfit.contracts;

import io.filterfit.spec.Checks;

/** The evaluator wants another round; only for rounds after the first. */
public record RoundRequested(JobRound round) implements RoundStart {
    public RoundRequested {
        Checks.present("round", round);
    }

    @Override
    public JobId jobId() {
        return round.jobId();
    }

    @Override
    public String eventId() {
        return jobId() + "/round-" + round.number() + "/requested";
    }
}

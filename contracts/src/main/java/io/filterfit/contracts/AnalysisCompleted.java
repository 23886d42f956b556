package io.filterfit.contracts;

import io.filterfit.spec.Checks;
import java.util.Map;

/** The analyzer is done with a round. */
public record AnalysisCompleted(JobRound round, Analysis analysis) implements RoundEvent {
    public AnalysisCompleted {
        Checks.present("round", round);
        Checks.present("analysis", analysis);
    }

    @Override
    public JobId jobId() {
        return round.jobId();
    }

    @Override
    public Map<String, ArtifactReference> produced() {
        return analysis.produced();
    }

    @Override
    public String eventId() {
        return jobId() + "/round-" + round.number() + "/analyzer";
    }
}

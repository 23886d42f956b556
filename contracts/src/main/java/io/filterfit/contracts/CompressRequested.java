package io.filterfit.contracts;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.filterfit.spec.Checks;
import io.filterfit.spec.CompressionSpec;

/**
 * Somebody wants a network compressed.
 *
 * @param jobId a new name for the job
 * @param model the network, a Deeplearning4j zip
 * @param spec what to do with it; only data set and target must be given in JSON
 */
public record CompressRequested(JobId jobId, ArtifactReference model, CompressionSpec spec) implements RoundStart {
    public CompressRequested {
        Checks.present("jobId", jobId);
        Checks.present("model", model);
        Checks.present("spec", spec);
    }

    @Override
    @JsonIgnore
    public JobRound round() {
        return JobRound.first(this);
    }

    @Override
    public String eventId() {
        return jobId + "/requested";
    }
}

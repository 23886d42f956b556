package io.filterfit.contracts;

import io.filterfit.spec.Checks;

/** Somebody wants a job stopped; it ends as {@link CompressionFailed} with the reason {@code cancelled}. */
public record CancelRequested(JobId jobId) implements Event {
    public CancelRequested {
        Checks.present("jobId", jobId);
    }

    @Override
    public String eventId() {
        return jobId + "/cancel-requested";
    }
}

package io.filterfit.contracts;

import io.filterfit.spec.Checks;
import io.filterfit.spec.FailureReason;
import java.util.Map;
import java.util.TreeMap;

/**
 * A job ended without a result. What it had produced by then is kept.
 *
 * @param round the round it ended in, from 1
 * @param stage the stage that gave up
 * @param reason typed, for programs
 * @param message one sentence for people: what was wrong, where, what to do
 * @param artifacts what the job had stored before, by a name such as {@code round-1/analysis}
 */
public record CompressionFailed(
        JobId jobId,
        int round,
        Stage stage,
        FailureReason reason,
        String message,
        Map<String, ArtifactReference> artifacts)
        implements Event {

    public CompressionFailed {
        Checks.present("jobId", jobId);
        Checks.atLeast("round", round, 1);
        Checks.present("stage", stage);
        Checks.present("reason", reason);
        Checks.notBlank("message", message);
        artifacts = artifacts == null ? Map.of() : new TreeMap<>(artifacts);
    }

    @Override
    public String eventId() {
        return jobId + "/failed";
    }
}

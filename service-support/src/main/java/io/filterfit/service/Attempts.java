package io.filterfit.service;

import io.filterfit.contracts.JobId;
import io.filterfit.contracts.Stage;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import io.filterfit.store.ArtifactStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Counts the attempts at one stage of one round in the store, where the count survives whatever an attempt kills: a job that
 * takes its service down with it must not do so for ever.
 */
final class Attempts {

    private final ArtifactStore store;
    private final StageKeys keys;
    private final Stage stage;
    private final JobId jobId;
    private final int allowed;

    Attempts(ArtifactStore store, StageKeys keys, Stage stage, JobId jobId, int allowed) {
        this.store = store;
        this.keys = keys;
        this.stage = stage;
        this.jobId = jobId;
        this.allowed = allowed;
    }

    /**
     * Takes the next attempt.
     *
     * @return its number, from 1
     * @throws CompressionException ATTEMPTS_EXHAUSTED if there is none left
     */
    int take() {
        var mark = ("{\"started\":\"" + Instant.now() + "\"}").getBytes(StandardCharsets.UTF_8);
        for (int attempt = 1; attempt <= allowed; attempt++) {
            if (store.create(keys.attempt(attempt), mark)) {
                return attempt;
            }
        }
        throw new CompressionException(
                FailureReason.ATTEMPTS_EXHAUSTED,
                "the " + stage.label() + " gave up on job " + jobId + " after " + allowed
                        + " attempts, none of which came to an end; its log tells what happened");
    }

    /** Gives back an attempt that was broken off through no fault of the job. */
    void giveBack(int attempt) {
        store.delete(keys.attempt(attempt));
    }
}

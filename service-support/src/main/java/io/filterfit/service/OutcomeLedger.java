package io.filterfit.service;

import io.filterfit.contracts.CompressRequested;
import io.filterfit.contracts.CompressionCompleted;
import io.filterfit.contracts.Event;
import io.filterfit.contracts.EventCodec;
import io.filterfit.contracts.RoundEvent;
import io.filterfit.contracts.TraceContext;
import io.filterfit.contracts.UndecodableEventException;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import io.filterfit.store.ArtifactStore;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** What came of each stage of each round, written once and for ever. */
final class OutcomeLedger {

    private final ArtifactStore store;
    private final EventCodec codec;

    OutcomeLedger(ArtifactStore store, EventCodec codec) {
        this.store = store;
        this.codec = codec;
    }

    /**
     * An outcome, as it was and always will be published.
     *
     * @param event decoded {@code message}
     * @param trace of the job, as the message tells it
     * @param committed whether the store has it, so that it is the outcome whatever happens now
     * @param ours whether it came of this delivery, and was not found or lost to another replica
     */
    record Outcome(Event event, byte[] message, TraceContext trace, boolean committed, boolean ours) {

        /** Whether it is the outcome of this request, or of another one that took the same job id. */
        boolean answers(CompressRequested request) {
            if (event instanceof RoundEvent handedOn) {
                return handedOn.round().request().equals(request);
            }
            return !(event instanceof CompressionCompleted completed)
                    || completed.request().equals(request);
        }
    }

    Optional<Outcome> find(StageKeys keys) {
        return store.read(keys.outcome()).map(this::decoded);
    }

    /** @return the outcome: this one, or that of whoever was faster */
    Outcome commit(StageKeys keys, Event event, TraceContext trace) {
        var message = codec.encode(event, Instant.now(), trace);
        var stored = store.createOrRead(keys.outcome(), message);
        return Arrays.equals(stored, message) ? new Outcome(event, message, trace, true, true) : decoded(stored);
    }

    /** An outcome that the store could not be told of. */
    Outcome uncommitted(Event event, TraceContext trace) {
        return new Outcome(event, codec.encode(event, Instant.now(), trace), trace, false, true);
    }

    private Outcome decoded(byte[] message) {
        try {
            var event = codec.decode(message);
            var trace = codec.trace(message).orElseGet(() -> TraceContext.of(event.jobId()));
            return new Outcome(event, message, trace, true, false);
        } catch (UndecodableEventException e) {
            throw new CompressionException(
                    FailureReason.ARTIFACT_CORRUPT, "a stored outcome cannot be read: " + e.getMessage(), e);
        }
    }
}

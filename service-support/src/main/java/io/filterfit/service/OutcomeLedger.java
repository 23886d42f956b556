package io.filterfit.service;

import io.filterfit.contracts.CompressRequested;
import io.filterfit.contracts.CompressionCompleted;
import io.filterfit.contracts.Event;
import io.filterfit.contracts.EventCodec;
import io.filterfit.contracts.RoundEvent;
import io.filterfit.contracts.UndecodableEventException;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import io.filterfit.store.ArtifactStore;
import java.time.Instant;
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
     * @param committed whether the store has it, so that it is the outcome whatever happens now
     */
    record Outcome(Event event, byte[] message, boolean committed) {

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
    Outcome commit(StageKeys keys, Event event) {
        return decoded(store.createOrRead(keys.outcome(), uncommitted(event).message()));
    }

    /** An outcome that the store could not be told of. */
    Outcome uncommitted(Event event) {
        return new Outcome(event, codec.encode(event, Instant.now()), false);
    }

    private Outcome decoded(byte[] message) {
        try {
            return new Outcome(codec.decode(message), message, true);
        } catch (UndecodableEventException e) {
            throw new CompressionException(
                    FailureReason.ARTIFACT_CORRUPT, "a stored outcome cannot be read: " + e.getMessage(), e);
        }
    }
}

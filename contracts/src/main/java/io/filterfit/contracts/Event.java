package io.filterfit.contracts;

import com.fasterxml.jackson.annotation.JsonIgnore;

/** Something that happened to a job. The record's components are the {@code data} of the CloudEvent. */
public sealed interface Event
        permits RoundEvent, StageProgressed, CompressionCompleted, CompressionFailed, CancelRequested {

    /** The job it happened to; the key of the message. */
    JobId jobId();

    /**
     * The CloudEvent's id: the same for the same happening however often it is told, so that whoever hears it twice can
     * tell.
     */
    @JsonIgnore
    String eventId();
}

package io.filterfit.contracts;

import java.util.Optional;

/** A message is not an event of this project, or its data is not valid; the sentence says where and why. */
public final class UndecodableEventException extends Exception {

    private final transient JobId requestedJob;

    UndecodableEventException(String message, Throwable cause, JobId requestedJob) {
        super(message, cause);
        this.requestedJob = requestedJob;
    }

    /**
     * The job, where the message at least is a compress request that names one: then somebody waits for an answer on that
     * name.
     */
    public Optional<JobId> requestedJob() {
        return Optional.ofNullable(requestedJob);
    }
}

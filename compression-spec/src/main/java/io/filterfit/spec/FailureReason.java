package io.filterfit.spec;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why a compression failed; part of the public contract (the {@code reason} of a failed result). */
public enum FailureReason {
    /** The request does not say something valid: a value out of range, an unknown name, a missing field. */
    INVALID_REQUEST,
    /** The model file is corrupt, hostile or not of a known format. */
    MODEL_UNREADABLE,
    /** The model holds a layer or structure that cannot be analysed or pruned. */
    MODEL_UNSUPPORTED,
    /** No data set of that name is known. */
    DATASET_UNKNOWN,
    /** The data set is known but cannot be read or does not fit the network. */
    DATASET_UNREADABLE,
    /** The network cannot be made that small; the message names the largest possible reduction. */
    TARGET_IMPOSSIBLE,
    /** The pruned network does not compute what the masked original computes; it is never published. */
    EQUIVALENCE_VIOLATED,
    /** Training produced a loss that is not a number, or exploded, and could not be brought back. */
    TRAINING_DIVERGED,
    /** An artifact that an event refers to does not exist, or its bucket does not. */
    ARTIFACT_MISSING,
    /** An artifact's bytes do not match the size or SHA-256 that its reference states. */
    ARTIFACT_CORRUPT,
    /** The object store refused the credentials. */
    STORE_ACCESS_DENIED,
    /** The object store cannot be reached or answers with errors; worth trying again. */
    STORE_UNAVAILABLE,
    /** A file or directory on this machine cannot be read or written. */
    FILE_UNUSABLE,
    /** A GPU is demanded and cannot be had. */
    DEVICE_UNAVAILABLE,
    /** A broker cannot be reached, or refuses the client; worth trying again. */
    BROKER_UNAVAILABLE,
    /** A stage died or failed too often on this job without getting any further. */
    ATTEMPTS_EXHAUSTED,
    /** The job was cancelled on request. */
    CANCELLED,
    /** A defect of FilterFit itself. */
    INTERNAL;

    /** Whether the same work may succeed later without anybody changing the request. */
    public boolean retryable() {
        return this == STORE_UNAVAILABLE || this == BROKER_UNAVAILABLE;
    }

    /** The name in JSON, for instance {@code target-impossible}. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

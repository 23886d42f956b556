package io.filterfit.spec;

import java.util.Objects;

/**
 * A failure with a typed reason and one sentence for the user that says what was wrong, where, and what to do.
 *
 * <p>It is the only exception type that crosses package borders on purpose. Anything else that escapes is a defect and is
 * reported as {@link FailureReason#INTERNAL}.
 */
public class CompressionException extends RuntimeException {

    private final FailureReason reason;

    public CompressionException(FailureReason reason, String message) {
        this(reason, message, null);
    }

    public CompressionException(FailureReason reason, String message, Throwable cause) {
        super(Objects.requireNonNull(message, "message"), cause);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    public FailureReason reason() {
        return reason;
    }
}

package io.filterfit.console.job;

import com.fasterxml.jackson.annotation.JsonValue;
import io.filterfit.spec.Checks;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a job is doing. */
public enum JobStatus {
    /** No stage has begun with it. */
    QUEUED,
    RUNNING,
    /** Somebody wants it stopped; the stage that gets it next stops it. */
    CANCELLING,
    COMPLETED,
    FAILED,
    CANCELLED;

    /** The name in JSON and addresses, for instance {@code running}. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isEnd() {
        return this == COMPLETED || this == FAILED || this == CANCELLED;
    }

    /** @throws io.filterfit.spec.CompressionException INVALID_REQUEST if no status has that label */
    public static JobStatus of(String label) {
        return Arrays.stream(values())
                .filter(status -> status.label().equals(label))
                .findFirst()
                .orElseThrow(() -> Checks.invalid("status '" + label + "' is unknown; use one of "
                        + Arrays.stream(values()).map(JobStatus::label).collect(Collectors.joining(", "))));
    }
}

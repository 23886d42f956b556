package io.filterfit.store;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.time.Duration;

/** Calls the store, and calls again while it does not answer. */
final class StoreCalls {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final StoreErrors errors;
    private final RetryPolicy<Object> whileUnavailable;

    StoreCalls(StoreSettings settings) {
        errors = new StoreErrors(settings);
        whileUnavailable = RetryPolicy.builder()
                .handleIf(problem -> problem instanceof CompressionException typed
                        && typed.reason() == FailureReason.STORE_UNAVAILABLE
                        && !Thread.currentThread().isInterrupted())
                .withBackoff(FIRST_PAUSE, LONGEST_PAUSE)
                .withJitter(0.2)
                .withMaxAttempts(-1)
                .withMaxDuration(settings.retryFor())
                .build();
    }

    @FunctionalInterface
    interface Call<T> {
        T run() throws Exception;
    }

    /**
     * @param object what is read or written, for the message, as {@code s3://bucket/key}
     * @throws CompressionException typed; with the interrupt flag set if the thread was interrupted
     */
    <T> T call(String object, Call<T> call) {
        try {
            return Failsafe.with(whileUnavailable).get(() -> once(object, call));
        } catch (FailsafeException interruptedWhileWaiting) {
            Thread.currentThread().interrupt();
            throw errors.unavailable(object, interruptedWhileWaiting);
        }
    }

    private <T> T once(String object, Call<T> call) {
        try {
            return call.run();
        } catch (Exception e) {
            throw errors.typed(object, e);
        }
    }
}

package io.filterfit.service;

import io.filterfit.contracts.StageProgressed;
import io.filterfit.contracts.TraceContext;
import io.filterfit.contracts.TrainingProgress;

/** Publishes the progress of one attempt, at most once a second. */
final class ProgressReporter {

    private static final long INTERVAL_NANOS = 1_000_000_000L;

    private final EventPublisher publisher;
    private final StageKeys keys;
    private final int attempt;
    private final TraceContext trace;
    private long sequence;
    private long lastSent = System.nanoTime() - INTERVAL_NANOS;

    ProgressReporter(EventPublisher publisher, StageKeys keys, int attempt, TraceContext trace) {
        this.publisher = publisher;
        this.keys = keys;
        this.attempt = attempt;
        this.trace = trace;
    }

    synchronized void report(double fraction, String activity, Double secondsLeft, TrainingProgress training) {
        var now = System.nanoTime();
        if (now - lastSent < INTERVAL_NANOS) {
            return;
        }
        lastSent = now;
        publisher.tell(
                new StageProgressed(
                        keys.jobId(),
                        keys.round(),
                        keys.stage(),
                        attempt,
                        ++sequence,
                        Math.min(1, fraction),
                        activity,
                        secondsLeft,
                        training),
                trace);
    }
}

package io.filterfit.service;

import io.filterfit.contracts.Stage;
import io.filterfit.spec.FailureReason;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** What a stage counts; every meter has the tag {@code stage}. */
final class StageMetrics {

    private final MeterRegistry registry;
    private final Tags tags;
    private final AtomicInteger inFlight;

    StageMetrics(MeterRegistry registry, Stage stage) {
        this.registry = registry;
        this.tags = Tags.of("stage", stage.label());
        this.inFlight = registry.gauge("filterfit.jobs.in.flight", tags, new AtomicInteger());
        registry.counter("filterfit.jobs.received", tags);
        registry.counter("filterfit.jobs.succeeded", tags);
        registry.counter("filterfit.jobs.retried", tags);
        registry.counter("filterfit.jobs.republished", tags);
        registry.counter("filterfit.jobs.dead.lettered", tags);
    }

    void received(Duration queueAge) {
        registry.counter("filterfit.jobs.received", tags).increment();
        Timer.builder("filterfit.queue.age")
                .description("from the event's publication to its delivery here")
                .tags(tags)
                .publishPercentileHistogram()
                .register(registry)
                .record(queueAge);
    }

    void started() {
        inFlight.incrementAndGet();
    }

    void ended() {
        inFlight.decrementAndGet();
    }

    void succeeded(Duration duration) {
        registry.counter("filterfit.jobs.succeeded", tags).increment();
        took("succeeded", duration);
    }

    void failed(FailureReason reason, Duration duration) {
        registry.counter("filterfit.jobs.failed", tags.and("reason", reason.code()))
                .increment();
        took("failed", duration);
    }

    void retried() {
        registry.counter("filterfit.jobs.retried", tags).increment();
    }

    /** A delivery whose work was done before. */
    void republished() {
        registry.counter("filterfit.jobs.republished", tags).increment();
    }

    void deadLettered() {
        registry.counter("filterfit.jobs.dead.lettered", tags).increment();
    }

    void downloaded(long bytes) {
        bytes("download", bytes);
    }

    void uploaded(long bytes) {
        bytes("upload", bytes);
    }

    private void bytes(String direction, long bytes) {
        DistributionSummary.builder("filterfit.artifact")
                .baseUnit("bytes")
                .tags(tags.and("direction", direction))
                .register(registry)
                .record(bytes);
    }

    private void took(String result, Duration duration) {
        Timer.builder("filterfit.stage.duration")
                .tags(tags.and("result", result))
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(100))
                .maximumExpectedValue(Duration.ofHours(12))
                .register(registry)
                .record(duration);
    }
}

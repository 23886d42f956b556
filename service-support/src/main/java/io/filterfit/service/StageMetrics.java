package io.filterfit.service;

import io.filterfit.contracts.CompressionSummary;
import io.filterfit.contracts.Stage;
import io.filterfit.spec.FailureReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * What a stage counts; every meter has the tag {@code stage}. All are there, at nought, before the first job, so that the first of
 * anything shows as a rise. A round of a job counts once, however often it is delivered: as received by whoever takes its first
 * attempt, and as succeeded or failed by whoever commits its outcome.
 */
final class StageMetrics {

    /** From the hand-over of an idle pipeline to a night in the queue. */
    private static final Duration[] WAITS = seconds(
            0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 900, 3_600, 4 * 3_600, 12 * 3_600, 24 * 3_600);

    /** From the analysis of a tiny network to a night of training. */
    private static final Duration[] WORKS = seconds(
            0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1_800, 3_600, 2 * 3_600, 4 * 3_600, 12 * 3_600);

    private static final double[] SHARES = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9};
    private static final double[] ACCURACIES = {0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5};

    private final MeterRegistry registry;
    private final Tags tags;
    private final AtomicInteger inFlight = new AtomicInteger();

    StageMetrics(MeterRegistry registry, Stage stage) {
        this.registry = registry;
        this.tags = Tags.of("stage", stage.label());
        Gauge.builder("filterfit.jobs.in.flight", inFlight, AtomicInteger::get)
                .description("Messages that are being worked on")
                .tags(tags)
                .register(registry);
        Stream.of(messages(), received(), succeeded(), retries(), republications(), deadLetters())
                .forEach(counter -> counter.increment(0));
        Stream.of(FailureReason.values()).forEach(this::failures);
        queueAge();
        Stream.of("succeeded", "failed").forEach(this::duration);
        Stream.of("download", "upload").forEach(this::bytes);
        if (stage == Stage.EVALUATOR) {
            Stream.of(flopsRemoved(), flopsReduction(), accuracyDrop(), accuracyGain())
                    .forEach(summary -> summary.takeSnapshot());
        }
    }

    /** A delivery, whatever comes of it. */
    void delivered() {
        messages().increment();
        inFlight.incrementAndGet();
    }

    void ended() {
        inFlight.decrementAndGet();
    }

    /** The first attempt at a round begins. */
    void received(Duration queued) {
        received().increment();
        queueAge().record(queued);
    }

    void succeeded(Duration duration) {
        succeeded().increment();
        duration("succeeded").record(duration);
    }

    void failed(FailureReason reason, Duration duration) {
        failures(reason).increment();
        duration("failed").record(duration);
    }

    /** An attempt after the first one begins, here or in whatever process. */
    void retried() {
        retries().increment();
    }

    /** A delivery whose work was done before. */
    void republished() {
        republications().increment();
    }

    void deadLettered() {
        deadLetters().increment();
    }

    /** A job is done. */
    void completed(CompressionSummary summary) {
        flopsRemoved().record(summary.flopsBefore() - summary.flopsAfter());
        flopsReduction().record(summary.flopsReduction());
        // A summary takes no negative values.
        var drop = summary.accuracyBefore() - summary.accuracyAfter();
        accuracyDrop().record(Math.max(0, drop));
        accuracyGain().record(Math.max(0, -drop));
    }

    void downloaded(long bytes) {
        bytes("download").record(bytes);
    }

    void uploaded(long bytes) {
        bytes("upload").record(bytes);
    }

    void step(String name, Duration duration) {
        Timer.builder("filterfit.step.duration")
                .description("Parts of a stage's work, with those of attempts that failed")
                .tags(tags.and("step", name))
                .register(registry)
                .record(duration);
    }

    private Counter messages() {
        return counter(
                "filterfit.messages.received", "Deliveries, with those that come again and those that are no events");
    }

    private Counter received() {
        return counter("filterfit.jobs.received", "Rounds of jobs whose first attempt began");
    }

    private Counter succeeded() {
        return counter("filterfit.jobs.succeeded", "Rounds of jobs whose work is done and committed");
    }

    private Counter failures(FailureReason reason) {
        return Counter.builder("filterfit.jobs.failed")
                .description("Jobs that ended here without a result")
                .tags(tags.and("reason", reason.code()))
                .register(registry);
    }

    private Counter retries() {
        return counter("filterfit.jobs.retried", "Attempts after the first, whatever ended the one before");
    }

    private Counter republications() {
        return counter("filterfit.jobs.republished", "Deliveries of what was done before, answered from the store");
    }

    private Counter deadLetters() {
        return counter("filterfit.jobs.dead.lettered", "Messages sent to the dead letters");
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).tags(tags).register(registry);
    }

    private Timer queueAge() {
        return Timer.builder("filterfit.queue.age")
                .description("From an event's publication to the first attempt at its work")
                .tags(tags)
                .serviceLevelObjectives(WAITS)
                .register(registry);
    }

    private Timer duration(String result) {
        return Timer.builder("filterfit.stage.duration")
                .description("From a delivery to the committed outcome, all attempts in this process counted")
                .tags(tags.and("result", result))
                .serviceLevelObjectives(WORKS)
                .register(registry);
    }

    private DistributionSummary bytes(String direction) {
        return DistributionSummary.builder("filterfit.artifact")
                .description("Artifacts and checkpoints from and to the store")
                .baseUnit("bytes")
                .tags(tags.and("direction", direction))
                .register(registry);
    }

    private DistributionSummary flopsRemoved() {
        return DistributionSummary.builder("filterfit.compression.flops.removed")
                .description("Multiply-accumulates for one image that a job saved")
                .tags(tags)
                .register(registry);
    }

    private DistributionSummary flopsReduction() {
        return share(
                "filterfit.compression.flops.reduction", "Share of the multiply-accumulates that a job saved", SHARES);
    }

    private DistributionSummary accuracyDrop() {
        return share(
                "filterfit.compression.accuracy.drop",
                "Top-1 on the test split that a job lost; 0 where it gained",
                ACCURACIES);
    }

    private DistributionSummary accuracyGain() {
        return share(
                "filterfit.compression.accuracy.gain",
                "Top-1 on the test split that a job gained; 0 where it lost",
                ACCURACIES);
    }

    private DistributionSummary share(String name, String description, double... buckets) {
        return DistributionSummary.builder(name)
                .description(description)
                .baseUnit("ratio")
                .tags(tags)
                .serviceLevelObjectives(buckets)
                .register(registry);
    }

    private static Duration[] seconds(double... values) {
        return DoubleStream.of(values)
                .mapToObj(value -> Duration.ofMillis(Math.round(value * 1000)))
                .toArray(Duration[]::new);
    }
}

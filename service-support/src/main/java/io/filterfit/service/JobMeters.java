package io.filterfit.service;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.ToDoubleFunction;

/**
 * The job that this replica works on, as metrics. Numbers have the stage for a label and nothing else; the one series that names the
 * job is there only while a long job runs, and Prometheus joins them by replica. So the series do not pile up with the jobs.
 */
@ApplicationScoped
class JobMeters {

    private final MeterRegistry registry;
    private final CurrentJob currentJob;
    private final Duration namedAfter;
    private MultiGauge names;
    private Tags tags;

    JobMeters(MeterRegistry registry, CurrentJob currentJob, ServiceConfiguration configuration) {
        this.registry = registry;
        this.currentJob = currentJob;
        this.namedAfter = configuration.metrics().jobsNamedAfter();
    }

    void register(String stage) {
        tags = Tags.of("stage", stage);
        gauge(
                "filterfit.job.age",
                "seconds",
                "Since the delivery of the job under way; 0 without one",
                run -> seconds(run.age()));
        gauge(
                "filterfit.job.silence",
                "seconds",
                "Since the last sign of life of the job under way; 0 without one",
                run -> seconds(run.sinceLastSign()));
        gauge(
                "filterfit.job.progress",
                "ratio",
                "Share of the stage's work that is done; 0 without a job",
                CurrentJob.Run::progress);
        names = MultiGauge.builder("filterfit.job.info")
                .description("1 for the job under way, once it is one that takes its time")
                .tags(tags)
                .register(registry);
    }

    /** Names the job under way, if it is one that takes its time. */
    void sample() {
        names.register(
                currentJob.get().stream()
                        .filter(run -> run.age().compareTo(namedAfter) >= 0)
                        .map(run -> MultiGauge.Row.of(
                                Tags.of(
                                        "job_id", run.round().jobId().value(),
                                        "round", String.valueOf(run.round().number()),
                                        "trace_id", run.trace().traceId()),
                                1))
                        .toList(),
                true);
    }

    private void gauge(String name, String unit, String description, ToDoubleFunction<CurrentJob.Run> value) {
        Gauge.builder(name, currentJob, job -> job.get()
                        .map(value::applyAsDouble)
                        .orElse(0.0))
                .description(description)
                .baseUnit(unit)
                .tags(tags)
                .register(registry);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }
}

package io.filterfit.service;

import io.filterfit.contracts.TraceContext;
import io.opentelemetry.sdk.trace.IdGenerator;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

/** Random ids for all spans but that of a job, whose ids are in the job's events long before the span is told. */
@Singleton
class JobSpanIds implements IdGenerator {

    private final IdGenerator random = IdGenerator.random();
    private final ThreadLocal<TraceContext> given = new ThreadLocal<>();

    /** What is begun in {@code work} has these ids. */
    <T> T using(TraceContext trace, Supplier<T> work) {
        given.set(trace);
        try {
            return work.get();
        } finally {
            given.remove();
        }
    }

    @Override
    public String generateSpanId() {
        var trace = given.get();
        return trace == null ? random.generateSpanId() : trace.spanId();
    }

    @Override
    public String generateTraceId() {
        var trace = given.get();
        return trace == null ? random.generateTraceId() : trace.traceId();
    }
}

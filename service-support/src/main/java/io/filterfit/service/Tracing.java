package io.filterfit.service;

import io.filterfit.contracts.CompressionCompleted;
import io.filterfit.contracts.CompressionFailed;
import io.filterfit.contracts.Event;
import io.filterfit.contracts.JobRound;
import io.filterfit.contracts.Stage;
import io.filterfit.contracts.TraceContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;

/**
 * The spans of a job: one for the job itself, beneath it one for each delivery to a stage, and beneath these the steps of the work.
 * Nothing is sent unless an endpoint is configured; the trace id is in the log all the same.
 */
@ApplicationScoped
class Tracing {

    private final Tracer tracer;
    private final JobSpanIds ids;

    Tracing(Tracer tracer, JobSpanIds ids) {
        this.tracer = tracer;
        this.ids = ids;
    }

    /** Begins the span of a delivery, on this thread; closing it ends it. */
    StageSpan stage(Stage stage, JobRound round, TraceContext trace, Delivery delivery) {
        var builder = tracer.spanBuilder(stage.label())
                .setSpanKind(SpanKind.CONSUMER)
                .setParent(Context.root().with(Span.wrap(remote(trace))))
                .setAttribute("filterfit.job.id", round.jobId().value())
                .setAttribute("filterfit.round", round.number());
        delivery.describe(builder);
        return StageSpan.begin(builder.startSpan());
    }

    <T> T step(String name, Supplier<T> work) {
        var span = tracer.spanBuilder(name).startSpan();
        try (var scope = span.makeCurrent()) {
            return work.get();
        } catch (RuntimeException | Error e) {
            span.recordException(e);
            span.setStatus(StatusCode.ERROR, String.valueOf(e.getMessage()));
            throw e;
        } finally {
            span.end();
        }
    }

    /**
     * Tells the span of the whole job, from its request to this event, if the event ends the job. Where the requester brought a trace, the
     * stages are beneath the requester's span and there is no other.
     */
    void ended(Event event, TraceContext trace) {
        var requested = Delivery.requested(trace);
        if (requested.isEmpty() || !isEnd(event)) {
            return;
        }
        var span = ids.using(trace, () -> tracer.spanBuilder("job")
                .setNoParent()
                .setStartTimestamp(requested.get())
                .setAttribute("filterfit.job.id", event.jobId().value())
                .startSpan());
        StageSpan.tell(span, event);
        span.end();
    }

    private static boolean isEnd(Event event) {
        return event instanceof CompressionCompleted || event instanceof CompressionFailed;
    }

    private static SpanContext remote(TraceContext trace) {
        return SpanContext.createFromRemoteParent(
                trace.traceId(),
                trace.spanId(),
                TraceFlags.fromHex(trace.parent(), trace.parent().length() - 2),
                TraceState.getDefault());
    }
}

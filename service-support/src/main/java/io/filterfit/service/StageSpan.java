package io.filterfit.service;

import io.filterfit.contracts.CompressionFailed;
import io.filterfit.contracts.Event;
import io.filterfit.contracts.EventType;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;

/** The span of one delivery, current on its thread until it is closed. */
final class StageSpan implements AutoCloseable {

    private final Span span;
    private final Scope scope;

    private StageSpan(Span span) {
        this.span = span;
        this.scope = span.makeCurrent();
    }

    static StageSpan begin(Span span) {
        return new StageSpan(span);
    }

    void tell(OutcomeLedger.Outcome outcome) {
        span.setAttribute("filterfit.republished", !outcome.ours());
        tell(span, outcome.event());
    }

    static void tell(Span span, Event event) {
        span.setAttribute("filterfit.outcome", EventType.of(event).label());
        if (event instanceof CompressionFailed failed) {
            span.setAttribute("error.type", failed.reason().code());
            span.setStatus(StatusCode.ERROR, failed.message());
        }
    }

    @Override
    public void close() {
        scope.close();
        span.end();
    }
}

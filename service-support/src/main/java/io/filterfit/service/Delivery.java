package io.filterfit.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.filterfit.contracts.EventCodec;
import io.filterfit.contracts.JobId;
import io.filterfit.contracts.TraceContext;
import io.opentelemetry.api.trace.SpanBuilder;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Headers;
import org.eclipse.microprofile.reactive.messaging.Message;

/** What there is to know of a message beside its event. */
final class Delivery {

    /** What the state of a job's own trace says: when the job was requested, in milliseconds of the epoch. */
    private static final Pattern REQUESTED = Pattern.compile("filterfit=(\\d{1,15})");

    private final Message<byte[]> message;
    private final Optional<IncomingKafkaRecordMetadata> metadata;
    private final Instant received = Instant.now();

    Delivery(Message<byte[]> message) {
        this.message = message;
        this.metadata = message.getMetadata(IncomingKafkaRecordMetadata.class);
    }

    /** How long the message had waited when it was received; not less than nothing, whatever the clocks say. */
    Duration age() {
        return metadata.map(found -> Duration.between(found.getTimestamp(), received))
                .filter(age -> !age.isNegative())
                .orElse(Duration.ZERO);
    }

    /**
     * The trace of the job: what the event says, else what a header of the message says, as clients that know nothing of CloudEvents
     * write it, else one that is made of the job id.
     */
    TraceContext trace(EventCodec codec, JobId job) {
        return codec.trace(message.getPayload()).or(this::traceInHeaders).orElseGet(() -> TraceContext.of(job)
                .withState("filterfit=" + published().toEpochMilli()));
    }

    /** When the job was requested; nothing where the requester brought the trace. */
    static Optional<Instant> requested(TraceContext trace) {
        var state = REQUESTED.matcher(trace.state());
        return state.matches() ? Optional.of(Instant.ofEpochMilli(Long.parseLong(state.group(1)))) : Optional.empty();
    }

    void describe(SpanBuilder span) {
        span.setAttribute("messaging.system", "kafka").setAttribute("messaging.operation.type", "process");
        metadata.ifPresent(found -> span.setAttribute("messaging.destination.name", found.getTopic())
                .setAttribute("messaging.destination.partition.id", String.valueOf(found.getPartition()))
                .setAttribute("messaging.kafka.offset", found.getOffset()));
    }

    private Instant published() {
        return metadata.map(IncomingKafkaRecordMetadata::getTimestamp).orElseGet(Instant::now);
    }

    private Optional<TraceContext> traceInHeaders() {
        return metadata.flatMap(found -> TraceContext.of(
                header(found.getHeaders(), EventCodec.TRACE_PARENT),
                header(found.getHeaders(), EventCodec.TRACE_STATE)));
    }

    private static String header(Headers headers, String name) {
        var header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }
}

package io.filterfit.contracts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.provider.EventFormatProvider;
import io.cloudevents.jackson.JsonCloudEventData;
import io.cloudevents.jackson.JsonFormat;
import io.filterfit.spec.CompressionException;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Events to and from the value of a Kafka message: CloudEvents 1.0, structured mode, JSON.
 *
 * <p>Thread-safe. The message's key is the job id; the {@link #CONTENT_TYPE} header is written by us and not required of
 * others, since the value alone says what it is.
 */
public final class EventCodec {

    /** The value of the {@code content-type} header of every message. */
    public static final String CONTENT_TYPE = JsonFormat.CONTENT_TYPE;

    /** The name of the attribute, and of the header of the message, that holds {@link TraceContext#parent}. */
    public static final String TRACE_PARENT = "traceparent";

    /** The name of the attribute, and of the header of the message, that holds {@link TraceContext#state}. */
    public static final String TRACE_STATE = "tracestate";

    private static final JsonMapper LENIENT = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** A property that a request should not have is most likely a misspelt one. */
    private static final JsonMapper STRICT = LENIENT.rebuild()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final URI source;
    private final JsonFormat format =
            (JsonFormat) EventFormatProvider.getInstance().resolveFormat(CONTENT_TYPE);

    /** @param source who speaks, for instance {@code /filterfit/analyzer} */
    public EventCodec(String source) {
        this.source = URI.create(source);
    }

    /** The value of the message that tells of this event. */
    public byte[] encode(Event event, Instant time) {
        return format.serialize(envelope(event, time).build());
    }

    /** As above, with the trace of the job in the attributes of CloudEvents' distributed tracing extension. */
    public byte[] encode(Event event, Instant time, TraceContext trace) {
        var builder = envelope(event, time).withExtension(TRACE_PARENT, trace.parent());
        if (!trace.state().isEmpty()) {
            builder.withExtension(TRACE_STATE, trace.state());
        }
        return format.serialize(builder.build());
    }

    private CloudEventBuilder envelope(Event event, Instant time) {
        return CloudEventBuilder.v1()
                .withId(event.eventId())
                .withSource(source)
                .withType(EventType.of(event).typeName())
                .withSubject(event.jobId().value())
                .withTime(time.atOffset(ZoneOffset.UTC))
                .withDataContentType("application/json")
                .withData(JsonCloudEventData.wrap(LENIENT.valueToTree(event)));
    }

    /** The trace that a message says its event belongs to; nothing if it says none. */
    public Optional<TraceContext> trace(byte[] value) {
        try {
            var cloudEvent = envelope(value);
            return TraceContext.of(
                    text(cloudEvent.getExtension(TRACE_PARENT)), text(cloudEvent.getExtension(TRACE_STATE)));
        } catch (UndecodableEventException e) {
            return Optional.empty();
        }
    }

    private static String text(Object extension) {
        return extension == null ? null : extension.toString();
    }

    /** @throws UndecodableEventException if the value is not an event of ours, or its data is not valid */
    public Event decode(byte[] value) throws UndecodableEventException {
        var cloudEvent = envelope(value);
        var type = EventType.named(cloudEvent.getType())
                .orElseThrow(() -> undecodable("the CloudEvents type '" + cloudEvent.getType() + "' is unknown", null));
        if (!(cloudEvent.getData() instanceof JsonCloudEventData data)) {
            throw undecodable("the event has no JSON data", null);
        }
        return read(type, data.getNode());
    }

    private CloudEvent envelope(byte[] value) throws UndecodableEventException {
        if (value == null || value.length == 0) {
            throw undecodable("the message is empty", null);
        }
        try {
            return format.deserialize(value);
        } catch (RuntimeException e) {
            // The SDK has several unrelated types for what can be wrong with a message.
            throw undecodable("the message is not a CloudEvent in structured JSON: " + firstLine(rootOf(e)), e);
        }
    }

    private static Event read(EventType type, JsonNode data) throws UndecodableEventException {
        var mapper = type == EventType.COMPRESS_REQUESTED ? STRICT : LENIENT;
        try {
            return mapper.treeToValue(data, type.dataType());
        } catch (JsonProcessingException e) {
            var job = type == EventType.COMPRESS_REQUESTED ? jobIdIn(data) : null;
            throw new UndecodableEventException(type.label() + ": " + sentence(e), e, job);
        }
    }

    private static JobId jobIdIn(JsonNode data) {
        try {
            return new JobId(data.path("jobId").textValue());
        } catch (CompressionException e) {
            return null;
        }
    }

    private static String sentence(JsonProcessingException problem) {
        if (rootOf(problem) instanceof CompressionException invalid) {
            return invalid.getMessage();
        }
        if (problem instanceof JsonMappingException mapping
                && !mapping.getPath().isEmpty()) {
            var path = mapping.getPath().stream()
                    .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                    .collect(Collectors.joining("."));
            return path + ": " + mapping.getOriginalMessage();
        }
        return problem.getOriginalMessage();
    }

    private static Throwable rootOf(Throwable problem) {
        var root = problem;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static String firstLine(Throwable problem) {
        return String.valueOf(problem.getMessage()).lines().findFirst().orElse("");
    }

    private static UndecodableEventException undecodable(String message, Throwable cause) {
        return new UndecodableEventException(message, cause, null);
    }
}

package io.filterfit.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {

    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    private final EventCodec codec = new EventCodec("/filterfit/test");
    private final ObjectMapper json = new ObjectMapper();

    static List<Event> events() {
        return Examples.all();
    }

    @ParameterizedTest
    @MethodSource("events")
    void everyEventSurvivesTheWire(Event event) throws Exception {
        assertThat(codec.decode(codec.encode(event, NOON))).isEqualTo(event);
    }

    @ParameterizedTest
    @MethodSource("events")
    void theTraceSurvivesTheWireBesideTheEvent(Event event) throws Exception {
        var trace = TraceContext.of(Examples.JOB).withState("filterfit=1");

        var message = codec.encode(event, NOON, trace);

        assertThat(codec.decode(message)).isEqualTo(event);
        assertThat(codec.trace(message)).contains(trace);
        assertThat(json.readTree(message).path("traceparent").textValue()).isEqualTo(trace.parent());
    }

    @Test
    void aMessageWithoutATraceHasNone() {
        assertThat(codec.trace(codec.encode(new CancelRequested(Examples.JOB), NOON)))
                .isEmpty();
        assertThat(codec.trace("no event".getBytes(UTF_8))).isEmpty();
    }

    @Test
    void theExamplesCoverEveryType() {
        assertThat(events()).extracting(EventType::of).contains(EventType.values());
    }

    @Test
    void writesACloudEventInStructuredJson() throws Exception {
        var message = json.readTree(codec.encode(new CancelRequested(Examples.JOB), NOON));

        assertThat(message)
                .isEqualTo(
                        json.readTree(
                                """
                        {
                          "specversion": "1.0",
                          "id": "resnet20-half/cancel-requested",
                          "source": "/filterfit/test",
                          "type": "io.filterfit.cancel-requested",
                          "subject": "resnet20-half",
                          "time": "2026-01-02T12:00:00Z",
                          "datacontenttype": "application/json",
                          "data": {"jobId": "resnet20-half"}
                        }
                        """));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no JSON",
                "[]",
                "{}",
                "\0\1\2",
                "{\"specversion\": \"1.0\", \"id\": \"1\", \"source\": \"/x\", \"type\": \"io.filterfit.unheard-of\"}",
                "{\"specversion\": \"1.0\", \"id\": \"1\", \"source\": \"/x\", \"type\": \"io.filterfit.cancel-requested\"}",
                "{\"specversion\": \"1.0\", \"id\": \"1\", \"source\": \"/x\", \"type\": \"io.filterfit.cancel-requested\", \"data\": []}",
                "{\"specversion\": \"9\", \"id\": \"1\", \"source\": \"/x\", \"type\": \"io.filterfit.cancel-requested\", \"data\": {}}",
            })
    void refusesWhatIsNoEvent(String message) {
        assertThatThrownBy(() -> codec.decode(message.getBytes(UTF_8))).isInstanceOf(UndecodableEventException.class);
    }

    @Test
    void refusesAMessageWithoutValue() {
        assertThatThrownBy(() -> codec.decode(null)).isInstanceOf(UndecodableEventException.class);
    }

    @Test
    void anInvalidRequestNamesItsJobAndTheFault() {
        var message = edited(request -> request.withObject("/data/spec/target").put("value", 1.5));

        var refusal = catchThrowableOfType(UndecodableEventException.class, () -> codec.decode(message));

        assertThat(refusal.requestedJob()).contains(Examples.JOB);
        assertThat(refusal).hasMessageContaining("target.value is 1.5");
    }

    @Test
    void aMisspeltPropertyOfARequestIsRefusedByName() {
        var message = edited(request -> request.withObject("/data/spec").put("critereon", "l1"));

        assertThatThrownBy(() -> codec.decode(message)).hasMessageContaining("critereon");
    }

    @Test
    void aRequestWithAnUnusableJobIdHasNobodyToAnswer() {
        var message = edited(request -> request.withObject("/data").put("jobId", "../../etc/passwd"));

        var refusal = catchThrowableOfType(UndecodableEventException.class, () -> codec.decode(message));

        assertThat(refusal.requestedJob()).isEmpty();
        assertThat(refusal).hasMessageContaining("'../../etc/passwd' is not usable");
    }

    @Test
    void otherEventsMayGrowProperties() throws Exception {
        var event = new CancelRequested(Examples.JOB);
        var message = (ObjectNode) json.readTree(codec.encode(event, NOON));
        message.withObject("/data").put("by", "somebody");

        assertThat(codec.decode(json.writeValueAsBytes(message))).isEqualTo(event);
    }

    private byte[] edited(Consumer<ObjectNode> edit) {
        try {
            var message = (ObjectNode) json.readTree(codec.encode(Examples.request(1), NOON));
            edit.accept(message);
            return json.writeValueAsBytes(message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.filterfit.console.submission;

import io.filterfit.contracts.Event;
import io.filterfit.contracts.EventCodec;
import io.filterfit.contracts.EventType;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

/** Publishes what people ask for. */
@ApplicationScoped
class EventOutlet {

    /** Longer than the producer tries (delivery.timeout.ms), so that what is said to have failed is not published later. */
    private static final Duration BROKER_ANSWERS_WITHIN = Duration.ofSeconds(30);

    private final MutinyEmitter<byte[]> requests;
    private final EventCodec codec;

    EventOutlet(@Channel("requests") MutinyEmitter<byte[]> requests, EventCodec codec) {
        this.requests = requests;
        this.codec = codec;
    }

    /**
     * Returns once the broker has the event.
     *
     * @throws CompressionException BROKER_UNAVAILABLE if it does not take it
     */
    void publish(Event event) {
        var headers = new RecordHeaders().add("content-type", EventCodec.CONTENT_TYPE.getBytes(StandardCharsets.UTF_8));
        var metadata = OutgoingKafkaRecordMetadata.builder()
                .withTopic(EventType.of(event).topic().topicName())
                .withKey(event.jobId().value())
                .withHeaders(headers)
                .build();
        try {
            requests.sendMessage(Message.of(codec.encode(event, Instant.now()), Metadata.of(metadata)))
                    .await()
                    .atMost(BROKER_ANSWERS_WITHIN);
        } catch (TimeoutException | KafkaException e) {
            throw new CompressionException(
                    FailureReason.BROKER_UNAVAILABLE,
                    "the Kafka broker did not take the event, so nothing was asked for; try again when it is back",
                    e);
        }
    }
}

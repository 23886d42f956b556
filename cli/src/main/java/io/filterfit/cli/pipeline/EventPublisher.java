package io.filterfit.cli.pipeline;

import io.filterfit.contracts.Event;
import io.filterfit.contracts.EventCodec;
import io.filterfit.contracts.EventType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Publishes events as an ordinary Kafka client does. */
public final class EventPublisher {

    private static final EventCodec CODEC = new EventCodec("/filterfit/cli");

    private final PipelineAddress address;

    public EventPublisher(PipelineAddress address) {
        this.address = address;
    }

    /** Returns once the broker has the event. */
    public void publish(Event event) {
        Map<String, Object> properties = KafkaClients.properties(address);
        properties.put("acks", "all");
        properties.put("max.block.ms", String.valueOf(KafkaClients.PATIENCE_SECONDS * 1_000));
        properties.put("delivery.timeout.ms", String.valueOf(KafkaClients.PATIENCE_SECONDS * 1_000));
        try (var producer = new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(message(event)).get(2 * KafkaClients.PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw KafkaClients.unavailable(address, (Exception) e.getCause());
        } catch (KafkaException | TimeoutException e) {
            throw KafkaClients.unavailable(address, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw KafkaClients.unavailable(address, e);
        }
    }

    private static ProducerRecord<String, byte[]> message(Event event) {
        return new ProducerRecord<>(
                EventType.of(event).topic().topicName(),
                null,
                event.jobId().value(),
                CODEC.encode(event, Instant.now()),
                List.of(new RecordHeader("content-type", EventCodec.CONTENT_TYPE.getBytes(StandardCharsets.UTF_8))));
    }
}

package io.filterfit.cli.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.filterfit.contracts.DeadLetterHeaders;
import io.filterfit.contracts.Topic;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The messages that no service could make sense of. That one was sent again is written nowhere but on the message that was sent, so
 * there is nothing that could be out of step with it.
 */
public final class DeadLetters {

    private final PipelineAddress address;

    public DeadLetters(PipelineAddress address) {
        this.address = address;
    }

    /** All that the topic holds, the oldest first. */
    public List<DeadLetter> all() {
        List<ConsumerRecord<byte[], byte[]>> messages = new ArrayList<>();
        new TopicScan(address).read(Set.of(Topic.DEAD_LETTERS), Instant.EPOCH, messages::add);
        Map<String, Instant> replays = replays(messages);
        return messages.stream()
                .map(message -> new DeadLetter(message, null))
                .map(letter -> new DeadLetter(letter.message(), replays.get(letter.id())))
                .sorted(Comparator.comparing(DeadLetter::time).thenComparing(DeadLetter::id))
                .toList();
    }

    /**
     * Sends messages again to the topics that they came on; returns once the broker has them all.
     *
     * @throws CompressionException INVALID_REQUEST if one does not say which topic of the pipeline it came on; nothing is sent then
     */
    public void replay(List<DeadLetter> letters) {
        letters.forEach(DeadLetters::requireOrigin);
        Map<String, Object> properties = KafkaClients.properties(address);
        properties.put("acks", "all");
        properties.put("enable.idempotence", "true");
        properties.put("max.block.ms", String.valueOf(KafkaClients.PATIENCE_SECONDS * 1_000));
        properties.put("delivery.timeout.ms", String.valueOf(KafkaClients.PATIENCE_SECONDS * 1_000));
        properties.put("max.request.size", String.valueOf(Integer.MAX_VALUE)); // the topic's limit is what counts
        try (var producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (DeadLetter letter : letters) {
                producer.send(letter.again()).get(2 * KafkaClients.PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (ExecutionException e) {
            throw KafkaClients.unavailable(address, (Exception) e.getCause());
        } catch (KafkaException | TimeoutException e) {
            throw KafkaClients.unavailable(address, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw KafkaClients.unavailable(address, e);
        }
    }

    /** When each letter that was sent again was, by its id. */
    private Map<String, Instant> replays(List<ConsumerRecord<byte[], byte[]>> messages) {
        Set<Topic> origins = EnumSet.noneOf(Topic.class);
        messages.forEach(message -> new DeadLetter(message, null).origin().ifPresent(origins::add));
        Map<String, Instant> replays = new HashMap<>();
        messages.stream().mapToLong(ConsumerRecord::timestamp).min().ifPresent(first -> new TopicScan(address)
                .read(origins, Instant.ofEpochMilli(first), message -> {
                    Header of = message.headers().lastHeader(DeadLetterHeaders.REPLAY_OF);
                    if (of != null) {
                        replays.put(new String(of.value(), UTF_8), Instant.ofEpochMilli(message.timestamp()));
                    }
                }));
        return replays;
    }

    private static void requireOrigin(DeadLetter letter) {
        if (letter.origin().isEmpty()) {
            throw new CompressionException(
                    FailureReason.INVALID_REQUEST,
                    "dead letter " + letter.id() + " cannot be sent again: it came on "
                            + Objects.requireNonNullElse(letter.topic(), "no topic that it names")
                            + ", which is none of the pipeline's");
        }
    }
}

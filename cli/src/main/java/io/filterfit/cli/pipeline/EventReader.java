package io.filterfit.cli.pipeline;

import io.filterfit.contracts.Event;
import io.filterfit.contracts.EventCodec;
import io.filterfit.contracts.Topic;
import io.filterfit.contracts.UndecodableEventException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads the pipeline's events without a consumer group: it commits nothing, and takes nothing from anybody. */
public final class EventReader {

    private static final EventCodec CODEC = new EventCodec("/filterfit/cli");
    private static final Duration POLL = Duration.ofMillis(300);
    private static final Duration CHECK = Duration.ofSeconds(20);

    private final PipelineAddress address;

    public EventReader(PipelineAddress address) {
        this.address = address;
    }

    /** Every event that the topics hold now, each topic's partitions in order, with the time when it was published. */
    public void readAll(Set<Topic> topics, BiConsumer<Event, Instant> handler) {
        new TopicScan(address).read(topics, Instant.EPOCH, message -> decode(message.value())
                .ifPresent(event -> handler.accept(event, Instant.ofEpochMilli(message.timestamp()))));
    }

    /**
     * Delivers events until one of them ends it or the time is over: all that {@code history} holds and will hold, and of
     * {@code live} those from now on.
     *
     * @return whether an event ended it
     */
    public boolean follow(Topic history, Topic live, Duration limit, Predicate<Event> isLast) {
        Instant deadline = Instant.now().plus(limit);
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = TopicScan.assign(consumer, Set.of(history, live));
            seek(consumer, partitions, history);
            Instant nextCheck = Instant.now().plus(CHECK);
            while (Instant.now().isBefore(deadline)) {
                for (Event event : decode(consumer.poll(POLL))) {
                    if (isLast.test(event)) {
                        return true;
                    }
                }
                if (Instant.now().isAfter(nextCheck)) {
                    // Polling a broker that is gone returns nothing and does not say so.
                    consumer.endOffsets(partitions);
                    nextCheck = Instant.now().plus(CHECK);
                }
            }
            return false;
        } catch (KafkaException e) {
            throw KafkaClients.unavailable(address, e);
        }
    }

    private void seek(KafkaConsumer<String, byte[]> consumer, List<TopicPartition> partitions, Topic history) {
        long recently = Instant.now().minusSeconds(5).toEpochMilli();
        Map<TopicPartition, Long> since = new HashMap<>();
        for (TopicPartition partition : partitions) {
            if (partition.topic().equals(history.topicName())) {
                consumer.seekToBeginning(List.of(partition));
            } else {
                since.put(partition, recently);
            }
        }
        for (Map.Entry<TopicPartition, OffsetAndTimestamp> found :
                consumer.offsetsForTimes(since).entrySet()) {
            if (found.getValue() == null) {
                consumer.seekToEnd(List.of(found.getKey()));
            } else {
                consumer.seek(found.getKey(), found.getValue().offset());
            }
        }
    }

    private KafkaConsumer<String, byte[]> consumer() {
        Map<String, Object> properties = KafkaClients.properties(address);
        properties.put("enable.auto.commit", "false");
        properties.put("auto.offset.reset", "earliest");
        return new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private static List<Event> decode(ConsumerRecords<String, byte[]> messages) {
        List<Event> events = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> message : messages) {
            decode(message.value()).ifPresent(events::add);
        }
        return events;
    }

    /** Anybody may write to a topic; the services put aside what is no event, a reader passes it by. */
    private static Optional<Event> decode(byte[] message) {
        try {
            return Optional.of(CODEC.decode(message));
        } catch (UndecodableEventException notOurs) {
            return Optional.empty();
        }
    }
}

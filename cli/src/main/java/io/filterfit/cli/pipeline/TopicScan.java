package io.filterfit.cli.pipeline;

import io.filterfit.contracts.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what topics hold, byte for byte and without a consumer group: it commits nothing, and takes nothing from anybody. */
final class TopicScan {

    private static final Duration POLL = Duration.ofMillis(300);

    private final PipelineAddress address;

    TopicScan(PipelineAddress address) {
        this.address = address;
    }

    /**
     * Every record that the topics hold now, each partition's in order.
     *
     * @param since older records are left out
     * @throws io.filterfit.spec.CompressionException BROKER_UNAVAILABLE, also if it stops answering halfway
     */
    void read(Collection<Topic> topics, Instant since, Consumer<ConsumerRecord<byte[], byte[]>> handler) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = assign(consumer, topics);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            seek(consumer, partitions, since);
            Instant deadline = deadline();
            while (!reached(consumer, ends)) {
                var records = consumer.poll(POLL);
                if (!records.isEmpty()) {
                    deadline = deadline();
                } else if (Instant.now().isAfter(deadline)) {
                    throw new KafkaException("it does not give out what it holds");
                }
                records.forEach(handler);
            }
        } catch (KafkaException e) {
            throw KafkaClients.unavailable(address, e);
        }
    }

    private static Instant deadline() {
        return Instant.now().plusSeconds(2L * KafkaClients.PATIENCE_SECONDS);
    }

    private static void seek(KafkaConsumer<?, ?> consumer, List<TopicPartition> partitions, Instant since) {
        if (since.equals(Instant.EPOCH)) {
            consumer.seekToBeginning(partitions);
            return;
        }
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, since.toEpochMilli()));
        consumer.offsetsForTimes(times).forEach((partition, found) -> {
            if (found == null) {
                consumer.seekToEnd(List.of(partition));
            } else {
                consumer.seek(partition, found.offset());
            }
        });
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> properties = KafkaClients.properties(address);
        properties.put("enable.auto.commit", "false");
        properties.put("auto.offset.reset", "earliest");
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Gives the consumer all partitions of the topics. */
    static List<TopicPartition> assign(KafkaConsumer<?, ?> consumer, Collection<Topic> topics) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (Topic topic : topics) {
            consumer.partitionsFor(topic.topicName())
                    .forEach(found -> partitions.add(new TopicPartition(found.topic(), found.partition())));
        }
        consumer.assign(partitions);
        return partitions;
    }

    private static boolean reached(KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }
}

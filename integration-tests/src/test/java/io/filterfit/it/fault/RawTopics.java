package io.filterfit.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.filterfit.contracts.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Topics byte for byte, keys too. */
final class RawTopics {

    private final String bootstrapServers;

    RawTopics(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** Waits for so many messages with this key. */
    List<ConsumerRecord<byte[], byte[]>> awaitKey(Topic topic, byte[] key, int count) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "group.id",
                UUID.randomUUID().toString(),
                "auto.offset.reset",
                "earliest");
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        var deadline = Instant.now().plusSeconds(60);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topic.topicName()));
            while (found.size() < count) {
                assertThat(Instant.now()).as("messages in time").isBefore(deadline);
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (Arrays.equals(record.key(), key)) {
                        found.add(record);
                    }
                });
            }
        }
        return found;
    }
}

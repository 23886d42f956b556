package io.filterfit.service;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * How many messages of its topics the service's consumer group has yet to acknowledge, those in work counted. Asked of the broker's
 * coordinator: what the consumer itself reports is how far it has read, not what is done. All replicas tell the same.
 */
@ApplicationScoped
class ConsumerLag {

    private static final Logger LOG = Logger.getLogger(ConsumerLag.class);
    private static final int SECONDS_TO_ANSWER = 4;

    private final KafkaAdmin admin;
    private final String group;
    private final List<String> topics;
    private final Map<String, Double> lags = new ConcurrentHashMap<>();

    ConsumerLag(
            KafkaAdmin admin,
            MeterRegistry registry,
            @ConfigProperty(name = "quarkus.application.name") String stage,
            @ConfigProperty(name = "mp.messaging.incoming.work.group.id") String group,
            @ConfigProperty(name = "mp.messaging.incoming.work.topics") Optional<List<String>> topics) {
        this.admin = admin;
        this.group = group;
        this.topics = topics.orElse(List.of());
        this.topics.forEach(topic -> Gauge.builder("filterfit.kafka.lag", () -> lags.getOrDefault(topic, Double.NaN))
                .description(
                        "Messages that the service's consumer group has not acknowledged; no number while the broker is away")
                .baseUnit("messages")
                .tags("stage", stage, "topic", topic)
                .register(registry));
    }

    /** Asks the broker; what it does not tell in time is not known, rather than what it was before. */
    void sample() {
        if (topics.isEmpty()) {
            return;
        }
        try {
            var now = measure();
            topics.forEach(topic -> lags.put(topic, now.getOrDefault(topic, Double.NaN)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            lags.clear();
            LOG.debugf("the lag is not known: %s", e);
        }
    }

    private Map<String, Double> measure() throws InterruptedException, ExecutionException, TimeoutException {
        var partitions = answer(admin.client().describeTopics(topics).allTopicNames()).values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .toList();
        var committed = answer(admin.client().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        var ends = offsets(partitions, OffsetSpec.latest());
        // Where nothing was ever committed, the group begins with the first message.
        var begins = offsets(
                partitions.stream()
                        .filter(partition -> committed.get(partition) == null)
                        .toList(),
                OffsetSpec.earliest());
        return partitions.stream()
                .collect(Collectors.groupingBy(TopicPartition::topic, Collectors.summingDouble(partition -> {
                    var done = committed.get(partition) == null
                            ? begins.get(partition)
                            : committed.get(partition).offset();
                    return Math.max(0, ends.get(partition) - done);
                })));
    }

    private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec spec)
            throws InterruptedException, ExecutionException, TimeoutException {
        var asked = partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> spec));
        var offsets = new HashMap<TopicPartition, Long>();
        answer(admin.client().listOffsets(asked).all())
                .forEach((partition, found) -> offsets.put(partition, found.offset()));
        return offsets;
    }

    private static <T> T answer(KafkaFuture<T> future)
            throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(SECONDS_TO_ANSWER, TimeUnit.SECONDS);
    }
}

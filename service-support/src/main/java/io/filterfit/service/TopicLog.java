package io.filterfit.service;

import io.filterfit.contracts.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/**
 * Everything that topics hold, from their beginning and for as long as the service runs. It reads all partitions in no consumer group:
 * every replica sees every message, commits nothing, and takes nothing from anybody. The broker may be away, at the start too.
 */
public final class TopicLog implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(TopicLog.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** Partitions may be added to a topic. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

    private final Map<String, Object> properties;
    private final Set<Topic> topics;
    private final Consumer<ConsumerRecord<String, byte[]>> handler;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean closed;

    /**
     * @param kafka properties of Kafka clients; those that consumers do not know are left out
     * @param handler given every message, those of a partition in order, on one thread; those that came last may come again after the
     *     broker was away
     */
    public TopicLog(
            Map<String, Object> kafka,
            String name,
            Set<Topic> topics,
            Consumer<ConsumerRecord<String, byte[]>> handler) {
        this.topics = Set.copyOf(topics);
        this.handler = handler;
        this.thread = new Thread(this::run, name);
        this.thread.setDaemon(true);
        properties = new HashMap<>(kafka);
        properties.keySet().retainAll(ConsumerConfig.configNames());
        properties.keySet().removeAll(Set.of(ConsumerConfig.GROUP_ID_CONFIG, ConsumerConfig.GROUP_PROTOCOL_CONFIG));
        properties.putIfAbsent(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:9092");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
    }

    public void start() {
        thread.start();
    }

    /** Whether all has been handled that the topics held when they were first reached. */
    public boolean isCaughtUp() {
        return caughtUp.getCount() == 0;
    }

    /** @return {@link #isCaughtUp()}, at the latest after this time */
    public boolean awaitCaughtUp(Duration limit) {
        try {
            return caughtUp.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return isCaughtUp();
        }
    }

    private void run() {
        while (!closed) {
            try (var consumer =
                    new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer())) {
                follow(consumer);
            } catch (InterruptException | WakeupException end) {
                return;
            } catch (KafkaException brokerAway) {
                LOG.debugf("%s: %s; trying again", thread.getName(), brokerAway.getMessage());
                if (!pause()) {
                    return;
                }
            }
        }
    }

    private void follow(KafkaConsumer<String, byte[]> consumer) {
        while (!closed && !assign(consumer)) {
            if (!pause()) {
                return;
            }
        }
        var ends = consumer.endOffsets(consumer.assignment());
        var nextLook = System.nanoTime() + BETWEEN_LOOKS.toNanos();
        while (!closed) {
            for (var message : consumer.poll(POLL)) {
                handle(message);
                positions.put(new TopicPartition(message.topic(), message.partition()), message.offset() + 1);
            }
            if (!isCaughtUp()
                    && ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                caughtUp.countDown();
            }
            if (System.nanoTime() > nextLook) {
                assign(consumer);
                nextLook = System.nanoTime() + BETWEEN_LOOKS.toNanos();
            }
        }
    }

    private void handle(ConsumerRecord<String, byte[]> message) {
        try {
            handler.accept(message);
        } catch (RuntimeException defect) {
            LOG.errorf(
                    defect,
                    "the message at offset %d of %s, partition %d is passed over",
                    message.offset(),
                    message.topic(),
                    message.partition());
        }
    }

    /** @return false while one of the topics does not exist */
    private boolean assign(KafkaConsumer<String, byte[]> consumer) {
        List<TopicPartition> all = new ArrayList<>();
        for (var topic : topics) {
            var partitions = consumer.partitionsFor(topic.topicName());
            if (partitions == null || partitions.isEmpty()) {
                return false;
            }
            partitions.forEach(found -> all.add(new TopicPartition(found.topic(), found.partition())));
        }
        var known = consumer.assignment();
        consumer.assign(all);
        all.stream()
                .filter(partition -> !known.contains(partition) && positions.containsKey(partition))
                .forEach(partition -> consumer.seek(partition, positions.get(partition)));
        return true;
    }

    private static boolean pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            return true;
        } catch (InterruptedException end) {
            return false;
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}

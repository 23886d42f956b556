package io.filterfit.it;

import io.filterfit.contracts.Event;
import io.filterfit.contracts.EventCodec;
import io.filterfit.contracts.JobId;
import io.filterfit.contracts.Topic;
import io.filterfit.contracts.UndecodableEventException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** An ordinary Kafka client: publishes, and has seen everything that was published on any topic. */
public final class Pipeline implements AutoCloseable {

    private final EventCodec codec = new EventCodec("/filterfit/integration-tests");
    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<ConsumerRecord<String, byte[]>> seen = new CopyOnWriteArrayList<>();
    private final Thread reader = new Thread(this::read, "pipeline-reader");
    private volatile boolean closed;

    public Pipeline(String bootstrapServers) {
        var settings = Map.<String, Object>of("bootstrap.servers", bootstrapServers, "acks", "all");
        producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        var reading = new HashMap<String, Object>(settings);
        reading.put("group.id", UUID.randomUUID().toString());
        reading.put("auto.offset.reset", "earliest");
        consumer = new KafkaConsumer<>(reading, new StringDeserializer(), new ByteArrayDeserializer());
        consumer.subscribe(Arrays.stream(Topic.values()).map(Topic::topicName).toList());
        reader.start();
    }

    public void publish(Event event, String topic) throws Exception {
        publish(topic, event.jobId().value(), codec.encode(event, Instant.now()));
    }

    /** With the trace in a header, as a client writes it that is instrumented for Kafka. */
    void publish(Event event, String topic, String traceparent) throws Exception {
        var record = new ProducerRecord<>(topic, event.jobId().value(), codec.encode(event, Instant.now()));
        record.headers().add("traceparent", traceparent.getBytes(StandardCharsets.UTF_8));
        producer.send(record).get(20, TimeUnit.SECONDS);
    }

    public void publish(String topic, String key, byte[] value) throws Exception {
        producer.send(new ProducerRecord<>(topic, key, value)).get(20, TimeUnit.SECONDS);
    }

    /** Waits for the result of a job. */
    public Event result(JobId job) {
        return decode(await(Topic.RESULTS, 1, record -> job.value().equals(record.key()))
                .get(0));
    }

    /** Waits until a topic holds that many messages of this kind. */
    public List<ConsumerRecord<String, byte[]>> await(
            Topic topic, int count, Predicate<ConsumerRecord<String, byte[]>> wanted) {
        return await(topic, count, wanted, Duration.ofMinutes(2));
    }

    public List<ConsumerRecord<String, byte[]>> await(
            Topic topic, int count, Predicate<ConsumerRecord<String, byte[]>> wanted, Duration limit) {
        var deadline = Instant.now().plus(limit);
        while (Instant.now().isBefore(deadline)) {
            var found = seen(topic, wanted);
            if (found.size() >= count) {
                return found;
            }
            sleep();
        }
        throw new AssertionError("within " + limit.toSeconds() + " s, " + topic.topicName() + " did not get " + count
                + " such messages; all that came: "
                + seen.stream()
                        .map(record -> record.topic() + "/" + record.key())
                        .toList());
    }

    public List<ConsumerRecord<String, byte[]>> seen(Topic topic, Predicate<ConsumerRecord<String, byte[]>> wanted) {
        return seen.stream()
                .filter(record -> record.topic().equals(topic.topicName()))
                .filter(wanted)
                .toList();
    }

    public Event decode(ConsumerRecord<String, byte[]> record) {
        try {
            return codec.decode(record.value());
        } catch (UndecodableEventException e) {
            throw new AssertionError(e);
        }
    }

    private void read() {
        while (!closed) {
            consumer.poll(Duration.ofMillis(200)).forEach(seen::add);
        }
        consumer.close();
    }

    private static void sleep() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        reader.join(5_000);
        producer.close(Duration.ofSeconds(5));
    }
}

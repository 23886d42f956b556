package io.filterfit.stack;

import io.minio.GetObjectArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.errors.ErrorResponseException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Ordinary Kafka and S3 clients of a stack. */
final class StackClients {

    private final StackConnection connection;

    StackClients(StackConnection connection) {
        this.connection = connection;
    }

    void publish(String topic, String key, String value) throws Exception {
        try (var producer = new KafkaProducer<>(kafka(), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, key, value)).get(20, TimeUnit.SECONDS);
        }
    }

    String readOne(String topic) {
        Map<String, Object> settings = new java.util.HashMap<>(kafka());
        settings.put("group.id", "reader");
        settings.put("auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            for (int i = 0; i < 60; i++) {
                for (ConsumerRecord<String, String> received : consumer.poll(Duration.ofMillis(500))) {
                    return received.value();
                }
            }
        }
        throw new AssertionError("nothing arrived on " + topic);
    }

    int partitions(String topic) throws Exception {
        try (Admin admin = Admin.create(kafka())) {
            return admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get(20, TimeUnit.SECONDS)
                    .get(topic)
                    .partitions()
                    .size();
        }
    }

    String topicProperty(String topic, String property) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (Admin admin = Admin.create(kafka())) {
            return admin.describeConfigs(List.of(resource))
                    .all()
                    .get(20, TimeUnit.SECONDS)
                    .get(resource)
                    .get(property)
                    .value();
        }
    }

    void put(String key, String text) throws Exception {
        put(connection, connection.credentials(), key, text);
    }

    static void put(StackConnection connection, StoreCredentials credentials, String key, String text)
            throws Exception {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (MinioClient client = store(connection, credentials)) {
            client.putObject(PutObjectArgs.builder().bucket(connection.bucket()).object(key).stream(
                            new ByteArrayInputStream(bytes), bytes.length, -1)
                    .build());
        }
    }

    boolean putIfAbsent(String key, String text) throws Exception {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (MinioClient client = store(connection, connection.credentials())) {
            client.putObject(
                    PutObjectArgs.builder()
                            .bucket(connection.bucket())
                            .object(key)
                            .headers(Map.of("If-None-Match", "*"))
                            .stream(new ByteArrayInputStream(bytes), bytes.length, -1)
                            .build());
            return true;
        } catch (ErrorResponseException e) {
            if (e.response().code() == 412) {
                return false;
            }
            throw e;
        }
    }

    byte[] roundTripInParts(String key, byte[] bytes) throws Exception {
        try (MinioClient client = store(connection, connection.credentials())) {
            client.putObject(PutObjectArgs.builder().bucket(connection.bucket()).object(key).stream(
                            new ByteArrayInputStream(bytes), -1, 5 << 20)
                    .build());
            return read(client, key);
        }
    }

    String get(String key) throws Exception {
        try (MinioClient client = store(connection, connection.credentials())) {
            return new String(read(client, key), StandardCharsets.UTF_8);
        }
    }

    private byte[] read(MinioClient client, String key) throws Exception {
        try (InputStream in = client.getObject(
                GetObjectArgs.builder().bucket(connection.bucket()).object(key).build())) {
            return in.readAllBytes();
        }
    }

    private Map<String, Object> kafka() {
        return Map.of("bootstrap.servers", connection.bootstrapServers());
    }

    private static MinioClient store(StackConnection connection, StoreCredentials credentials) {
        return MinioClient.builder()
                .endpoint(connection.storeEndpoint().toString())
                .credentials(credentials.accessKey(), credentials.secretKey())
                .build();
    }
}

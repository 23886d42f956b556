package io.filterfit.benchmarks.load;

import io.filterfit.contracts.ArtifactReference;
import io.filterfit.contracts.CompressRequested;
import io.filterfit.contracts.EventCodec;
import io.filterfit.contracts.JobId;
import io.filterfit.contracts.Topic;
import io.filterfit.nd4j.ChildJvm;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.stack.EmbeddedStack;
import io.filterfit.stack.JvmSettings;
import io.filterfit.stack.ServiceName;
import io.filterfit.stack.StackOptions;
import io.filterfit.stack.TopicSettings;
import io.filterfit.store.ArtifactStore;
import io.filterfit.store.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The pipeline as {@code filterfit up} starts it, and a client that asks it for compressions. */
final class Pipeline implements AutoCloseable {

    private static final int PARTITIONS = 4;
    private static final List<String> SERVICE_MEMORY = List.of("-XX:+UseSerialGC", "-Xms64m", "-Xmx1g", "-Xss1m");

    private final EventCodec codec = new EventCodec("/filterfit/benchmarks");
    private final EmbeddedStack stack;
    private final ArtifactStore store;
    private final KafkaProducer<String, byte[]> producer;

    private Pipeline(Path directory, Map<String, String> settings) {
        List<String> arguments = new ArrayList<>(ChildJvm.arguments());
        arguments.addAll(SERVICE_MEMORY);
        Map<String, String> environment = new HashMap<>(ChildJvm.environment());
        environment.putAll(settings);
        stack = EmbeddedStack.start(StackOptions.in(directory)
                .withTopics(Arrays.stream(Topic.values())
                        .map(topic -> new TopicSettings(topic.topicName(), PARTITIONS, topic.configuration()))
                        .toList())
                .withStartTimeout(Duration.ofMinutes(4))
                .withServices(ServiceName.stages())
                .withServiceJvm(new JvmSettings(arguments, environment)));
        var connection = stack.connection();
        store = new ArtifactStore(StoreSettings.ofClient(
                connection.storeEndpoint(),
                connection.bucket(),
                connection.credentials().accessKey(),
                connection.credentials().secretKey()));
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", connection.bootstrapServers(), "acks", "all", "linger.ms", "0"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** @param settings what the services find in their environment */
    static Pipeline start(Path directory, Map<String, String> settings) {
        return new Pipeline(directory, settings);
    }

    /**
     * Each service computes with one thread: all four are at work at once, and a tiny network's operations are too short to be shared.
     *
     * @param datasets the directory of data sets that requests may name
     */
    static Pipeline ofTinyJobs(Path directory, Path datasets) {
        return start(directory, Map.of("FILTERFIT_DATASETS_DIRECTORY", datasets.toString(), "OMP_NUM_THREADS", "1"));
    }

    EmbeddedStack stack() {
        return stack;
    }

    ArtifactStore store() {
        return store;
    }

    void request(String job, ArtifactReference model, CompressionSpec spec) {
        var request = new CompressRequested(new JobId(job), model, spec);
        producer.send(
                new ProducerRecord<>(Topic.COMPRESS_REQUESTS.topicName(), job, codec.encode(request, Instant.now())));
    }

    void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
        store.close();
        stack.close();
    }
}

package io.filterfit.stack;

import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TopicExistsException;

/** The Kafka broker: its configuration, its process, its topics. */
final class Broker {

    private static final JvmSettings JVM = new JvmSettings(
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xms32m", "-Xmx256m", "-Xss512k"),
            JvmSettings.PLAIN_ALLOCATOR);

    private final ChildProcess process;
    private final int port;

    private Broker(ChildProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    static Broker start(StackDirectory directory, int port, int controllerPort, Map<String, String> more) {
        Path properties = directory.broker().resolve("server.properties");
        try {
            Properties configuration = configuration(directory.broker().resolve("data"), port, controllerPort);
            configuration.putAll(more);
            try (Writer out = Files.newBufferedWriter(properties)) {
                configuration.store(out, "Written anew at every start");
            }
            List<String> arguments = List.of(properties.toString(), clusterId(directory.broker()));
            JvmCommand command = new JvmCommand(
                    JVM,
                    new JvmCommand.MainClass(
                            CodeLocation.classPath("broker.classpath"),
                            "io.filterfit.stack.broker.BrokerMain",
                            arguments));
            return new Broker(ChildProcess.start("broker", command, directory.broker(), directory.log("broker")), port);
        } catch (IOException e) {
            throw StackDirectory.unusable(properties, "cannot be written", e);
        }
    }

    ChildProcess process() {
        return process;
    }

    String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    void awaitReady(Readiness readiness) {
        readiness.awaitPort(process, FailureReason.BROKER_UNAVAILABLE, port);
    }

    /** Makes the topics that do not exist yet; those that do are left as they are. */
    void createTopics(List<TopicSettings> topics, Readiness readiness) {
        if (topics.isEmpty()) {
            return;
        }
        List<NewTopic> wanted = topics.stream()
                .map(topic -> new NewTopic(topic.name(), Optional.of(topic.partitions()), Optional.empty())
                        .configs(topic.configuration()))
                .toList();
        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, (Object) bootstrapServers()))) {
            for (var created : admin.createTopics(wanted).values().entrySet()) {
                awaitCreation(created.getKey(), created.getValue(), readiness);
            }
        }
    }

    private void awaitCreation(String topic, org.apache.kafka.common.KafkaFuture<Void> creation, Readiness readiness) {
        try {
            creation.get(readiness.remaining().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new CompressionException(
                        FailureReason.BROKER_UNAVAILABLE,
                        "topic " + topic + " could not be made (" + e.getCause().getMessage() + ")",
                        e.getCause());
            }
        } catch (TimeoutException e) {
            throw new CompressionException(
                    FailureReason.BROKER_UNAVAILABLE, "the broker did not make topic " + topic + " in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompressionException(FailureReason.CANCELLED, "interrupted while making topic " + topic, e);
        }
    }

    private static Properties configuration(Path data, int port, int controllerPort) {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "node.id", "1",
                "process.roles", "broker,controller",
                "controller.quorum.voters", "1@127.0.0.1:" + controllerPort,
                "controller.listener.names", "CONTROLLER",
                "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
                "advertised.listeners", "PLAINTEXT://127.0.0.1:" + port,
                "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "log.dirs", data.toString(),
                "auto.create.topics.enable", "false"));
        // One broker holds the only replica of everything.
        properties.putAll(Map.of(
                "default.replication.factor", "1",
                "min.insync.replicas", "1",
                "offsets.topic.replication.factor", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1"));
        // Few consumers on a small machine: start fast, stay small.
        properties.putAll(Map.of(
                "offsets.topic.num.partitions", "4",
                "transaction.state.log.num.partitions", "2",
                "group.initial.rebalance.delay.ms", "0",
                "num.network.threads", "2",
                "num.io.threads", "2",
                "background.threads", "2",
                "log.cleaner.dedupe.buffer.size", "2097152"));
        return properties;
    }

    private static String clusterId(Path directory) throws IOException {
        Path file = directory.resolve("cluster.id");
        if (!Files.exists(file)) {
            Files.writeString(file, Uuid.randomUuid().toString());
        }
        return Files.readString(file).strip();
    }
}

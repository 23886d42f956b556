package io.filterfit.it;

import io.filterfit.contracts.Topic;
import io.filterfit.nd4j.ChildJvm;
import io.filterfit.stack.JvmSettings;
import io.filterfit.stack.ServiceName;
import io.filterfit.stack.StackConnection;
import io.filterfit.stack.StackOptions;
import io.filterfit.stack.TopicSettings;
import io.filterfit.store.ArtifactStore;
import io.filterfit.store.StoreSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How the stacks of these tests are set up: in a directory that holds the data set {@link TinyJob#DATASET}, with services that start fast. */
public final class TestStack {

    /** A broker finds out within seconds that a member of a group is dead; by default it takes 45. */
    public static final Map<String, String> IMPATIENT = Map.of(
            "group.consumer.min.session.timeout.ms", "6000",
            "group.consumer.session.timeout.ms", "6000",
            "group.consumer.min.heartbeat.interval.ms", "1000",
            "group.consumer.heartbeat.interval.ms", "1000");

    private TestStack() {}

    /** Broker and store, for services that come and go. */
    public static StackOptions servers(Path directory, int partitions) {
        return StackOptions.in(directory.resolve("stack"))
                .withTopics(Arrays.stream(Topic.values())
                        .map(topic -> new TopicSettings(topic.topicName(), partitions, topic.configuration()))
                        .toList());
    }

    /**
     * Broker, store, and services that stay.
     *
     * @param settings of the services, beside where their data sets and files are
     */
    static StackOptions pipeline(Path directory, Set<ServiceName> services, Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(ChildJvm.environment());
        environment.putAll(directories(directory));
        environment.putAll(settings);
        return servers(directory, 2)
                .withStartTimeout(Duration.ofMinutes(3))
                .withServices(services)
                .withServiceJvm(new JvmSettings(jvmOptions(), environment));
    }

    /** Small, and fast to start rather than fast. */
    public static List<String> jvmOptions() {
        List<String> options = new ArrayList<>(ChildJvm.arguments());
        options.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        return options;
    }

    /** Where a service finds data sets, and works. */
    public static Map<String, String> directories(Path directory) {
        return Map.of(
                "FILTERFIT_DATASETS_DIRECTORY",
                directory.resolve("datasets").toString(),
                "FILTERFIT_WORK_DIRECTORY",
                directory.resolve("work").toString());
    }

    /**
     * Of HTTP/1.1: asked by the JDK's client whether it speaks HTTP/2, a service upgrades with the answer, and under load that client now and
     * then takes the rest of the answer for frames.
     */
    public static HttpClient http() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    /** On the loopback interface; free when it was looked for. */
    public static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    public static ArtifactStore store(StackConnection connection) {
        return new ArtifactStore(StoreSettings.ofClient(
                connection.storeEndpoint(),
                connection.bucket(),
                connection.credentials().accessKey(),
                connection.credentials().secretKey()));
    }
}

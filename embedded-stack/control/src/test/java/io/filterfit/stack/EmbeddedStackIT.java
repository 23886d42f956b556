package io.filterfit.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 3, unit = TimeUnit.MINUTES)
class EmbeddedStackIT {

    private static final List<TopicSettings> TOPICS =
            List.of(new TopicSettings("compress-requests", 4, Map.of("retention.ms", "604800000")));

    @TempDir
    Path directory;

    @Test
    void keepsEventsAndArtifactsWhenItIsStartedAgainOnTheSameDirectory() throws Exception {
        try (EmbeddedStack stack = EmbeddedStack.start(options())) {
            StackClients clients = new StackClients(stack.connection());
            clients.publish("compress-requests", "job-1", "hello");
            clients.put("jobs/job-1/model.zip", "weights");
        }

        try (EmbeddedStack reopened = EmbeddedStack.start(options())) {
            StackClients clients = new StackClients(reopened.connection());
            assertThat(clients.readOne("compress-requests")).isEqualTo("hello");
            assertThat(clients.get("jobs/job-1/model.zip")).isEqualTo("weights");
        }
    }

    @Test
    void makesTopicsWithThePartitionsAndTheConfigurationAskedFor() throws Exception {
        try (EmbeddedStack stack = EmbeddedStack.start(options())) {
            StackClients clients = new StackClients(stack.connection());

            assertThat(clients.partitions("compress-requests")).isEqualTo(4);
            assertThat(clients.topicProperty("compress-requests", "retention.ms"))
                    .isEqualTo("604800000");
        }
    }

    @Test
    void refusesTheWrongSecret() throws Exception {
        try (EmbeddedStack stack = EmbeddedStack.start(options())) {
            StackConnection connection = stack.connection();
            StoreCredentials wrong =
                    new StoreCredentials(connection.credentials().accessKey(), "wrong");

            assertThatThrownBy(() -> StackClients.put(connection, wrong, "a", "b"))
                    .hasMessageContaining("signature");
        }
    }

    @Test
    void aSecondConditionalPutOfTheSameKeyLoses() throws Exception {
        try (EmbeddedStack stack = EmbeddedStack.start(options())) {
            StackClients clients = new StackClients(stack.connection());

            assertThat(clients.putIfAbsent("manifest.json", "first")).isTrue();
            assertThat(clients.putIfAbsent("manifest.json", "second")).isFalse();
            assertThat(clients.get("manifest.json")).isEqualTo("first");
        }
    }

    @Test
    void storesAnArtifactOfManyPartsUnchanged() throws Exception {
        try (EmbeddedStack stack = EmbeddedStack.start(options())) {
            StackClients clients = new StackClients(stack.connection());
            byte[] large = new byte[12 << 20];
            new java.util.Random(1).nextBytes(large);

            assertThat(clients.roundTripInParts("large.bin", large)).isEqualTo(large);
        }
    }

    @Test
    void leavesNoProcessNoPortAndNoConnectionFileBehind() {
        StackConnection connection;
        List<Long> processes;
        try (EmbeddedStack stack = EmbeddedStack.start(options())) {
            connection = stack.connection();
            processes = stack.processes();
            assertThat(StackConnection.find(directory)).contains(connection);
        }

        assertThat(processes).hasSize(2).noneMatch(pid -> ProcessHandle.of(pid).isPresent());
        assertThat(accepts(port(connection.storeEndpoint()))).isFalse();
        assertThat(accepts(port(URI.create("kafka://" + connection.bootstrapServers()))))
                .isFalse();
        assertThat(StackConnection.find(directory)).isEmpty();
    }

    @Test
    void childrenEndWhenTheProcessThatStartedThemIsKilled() throws Exception {
        Process owner = StackOwner.start(directory);
        List<Long> children = StackOwner.awaitChildren(owner);
        assertThat(children).hasSize(2);

        owner.destroyForcibly().waitFor();

        Instant deadline = Instant.now().plus(Duration.ofSeconds(25));
        while (Instant.now().isBefore(deadline)
                && children.stream().anyMatch(pid -> ProcessHandle.of(pid).isPresent())) {
            Thread.sleep(100);
        }
        assertThat(children).noneMatch(pid -> ProcessHandle.of(pid).isPresent());
        assertThat(StackConnection.find(directory)).isEmpty();
    }

    @Test
    void startsAgainRightAfterTheProcessThatOwnedTheDirectoryWasKilled() throws Exception {
        Process owner = StackOwner.start(directory);
        StackOwner.awaitChildren(owner);
        owner.destroyForcibly().waitFor();

        try (EmbeddedStack reopened = EmbeddedStack.start(options())) {
            assertThat(reopened.connection().process())
                    .isEqualTo(ProcessHandle.current().pid());
        }
    }

    @Test
    void childrenEndWhenTheirOwnerIsTerminated() throws Exception {
        Process owner = StackOwner.start(directory);
        List<Long> children = StackOwner.awaitChildren(owner);

        owner.destroy();

        assertThat(owner.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(children).noneMatch(pid -> ProcessHandle.of(pid).isPresent());
    }

    @Test
    void saysSoWhenAChildDies() throws Exception {
        try (EmbeddedStack stack = EmbeddedStack.start(options())) {
            ProcessHandle.of(stack.processes().get(1)).orElseThrow().destroyForcibly();

            assertThat(stack.failure().get(20, TimeUnit.SECONDS)).hasMessageContaining("store ended with status 137");
        }
    }

    @Test
    void twoStacksCannotShareADirectory() {
        try (EmbeddedStack first = EmbeddedStack.start(options())) {
            assertThatThrownBy(() -> EmbeddedStack.start(options()))
                    .isInstanceOfSatisfying(CompressionException.class, e -> assertThat(e.reason())
                            .isEqualTo(FailureReason.FILE_UNUSABLE))
                    .hasMessageContaining(
                            "another stack (process " + first.connection().process() + ") runs on");
        }
    }

    @Test
    void namesThePortThatIsInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedStack.start(options().withBrokerPort(taken.getLocalPort())))
                    .isInstanceOf(CompressionException.class)
                    .hasMessageContaining("port " + taken.getLocalPort() + " for the Kafka broker is in use");
        }
    }

    @Test
    void namesTheDirectoryThatCannotBeMade() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");

        assertThatThrownBy(() -> EmbeddedStack.start(StackOptions.in(file.resolve("below"))))
                .isInstanceOfSatisfying(
                        CompressionException.class, e -> assertThat(e.reason()).isEqualTo(FailureReason.FILE_UNUSABLE))
                .hasMessageContaining(file.toString());
    }

    @Test
    void showsSecretsToTheOwnerOnly() throws IOException {
        try (EmbeddedStack stack = EmbeddedStack.start(options())) {
            assertThat(stack.connection().credentialsFile())
                    .satisfies(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(directory.resolve("store/s3proxy.properties"))))
                .isEqualTo("rw-------");
    }

    private StackOptions options() {
        return StackOptions.in(directory).withTopics(TOPICS);
    }

    private static int port(URI address) {
        return address.getPort();
    }

    private static boolean accepts(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return !socket.isBound();
        } catch (IOException inUse) {
            return true;
        }
    }
}

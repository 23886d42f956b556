package io.filterfit.it.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.filterfit.it.TinyJob;
import io.filterfit.it.TinyNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Everything over SASL_SSL and TLS, by configuration alone, with the log of every service at its most talkative. */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SecureTransportIT {

    private static final Marks MARKS =
            new Marks("marked-access-key", "marked/secret+key/of/the/store", "marked=password=of=kafka");

    /** Where the project itself keeps a logger quiet, it is made to talk. */
    private static final List<String> TALKATIVE = Stream.of(
                    "org.apache.kafka.clients.NetworkClient",
                    "org.apache.kafka.clients.producer.ProducerConfig",
                    "org.apache.kafka.clients.consumer.internals",
                    "org.apache.kafka.common.config.AbstractConfig",
                    "org.apache.kafka.common.security",
                    "io.minio",
                    "okhttp3",
                    "io.smallrye.config")
            .map(category -> "-Dquarkus.log.category.\"" + category + "\".level=DEBUG")
            .toList();

    @TempDir
    private static Path directory;

    private static Authority authority;
    private static Authority stranger;
    private static SecureStack stack;
    private static Path network;

    @BeforeAll
    @Timeout(240)
    static void start() throws Exception {
        authority = new Authority(directory.resolve("authority"));
        stranger = new Authority(directory.resolve("stranger"));
        TinyJob.writeDataset(directory);
        network = TinyNetwork.write(directory);
        List<String> options = new ArrayList<>(TALKATIVE);
        options.add("-Dquarkus.log.level=DEBUG");
        stack = new SecureStack(directory, authority, MARKS);
        stack.startServices(directory.resolve("datasets"), options);
    }

    @AfterAll
    static void end() {
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    void aJobGoesThroughAndLeavesNoSecretBehind() throws Exception {
        var properties = stack.clientProperties(authority, SecureStack.jaas(MARKS.kafkaPassword()));

        var submitted = filterfit(
                "submit",
                properties,
                authority,
                "--model",
                network.toString(),
                "--dataset",
                "halves",
                "--flops-reduction",
                "0.4",
                "--epochs",
                "1",
                "--batch-size",
                "16",
                "--validation-images",
                "20",
                "--watch",
                "--json");

        assertThat(submitted.status()).as(submitted.said()).isZero();
        assertThat(submitted.said()).contains("\"report\"").doesNotContain(MARKS.secretKey(), MARKS.kafkaPassword());
        var console = stack.console();
        var uploaded = console.upload(
                network,
                "{\"spec\": {\"dataset\": \"halves\", \"target\": {\"type\": \"flops-reduction\", \"value\": 0.4},"
                        + " \"training\": {\"epochs\": 0, \"batchSize\": 16, \"validationImages\": 20}}}");
        console.await(uploaded, job -> job.get("status").asText().equals("completed"));
        assertThat(directory.resolve("stack/logs/console.log")).content().contains("DEBUG");
        // Logs, the broker's topics and the store's objects are all files under the stack.
        assertThat(directory.resolve("stack/logs/trainer-service.log"))
                .content()
                .contains("DEBUG");
        assertThat(MARKS.foundUnder(directory.resolve("stack"), Set.of("credentials.json", "s3proxy.properties")))
                .isEmpty();
        assertThat(MARKS.foundUnder(directory.resolve("stack"), Set.of()))
                .as("the search finds the marks where they are")
                .hasSize(2);
    }

    @Test
    void aStrangersCertificateIsNamedToTheUser() throws Exception {
        var jaas = SecureStack.jaas(MARKS.kafkaPassword());

        var broker = filterfit("status", stack.clientProperties(stranger, jaas), authority);
        var store = filterfit(
                "submit",
                stack.clientProperties(authority, jaas),
                stranger,
                "--model",
                network.toString(),
                "--dataset",
                "halves",
                "--flops-reduction",
                "0.4");

        assertThat(broker.status()).isNotZero();
        assertThat(broker.complaints())
                .singleElement()
                .asString()
                .contains(
                        "certificate of the Kafka broker at " + stack.bootstrapServers() + " is not trusted",
                        "ssl.truststore.location");
        assertThat(store.status()).isNotZero();
        assertThat(store.complaints())
                .singleElement()
                .asString()
                .contains(
                        "certificate of the object store at " + stack.storeEndpoint() + " is not trusted",
                        "FILTERFIT_STORE_CA_CERTIFICATES");
    }

    @Test
    void aWrongPasswordIsNamedToTheUser() throws Exception {
        var refused = filterfit("status", stack.clientProperties(authority, SecureStack.jaas("guessed")), authority);

        assertThat(refused.status()).isNotZero();
        assertThat(refused.complaints())
                .singleElement()
                .asString()
                .contains("refuses the user or its password", "sasl.jaas.config")
                .doesNotContain("guessed");
    }

    @Test
    void aServiceThatIsNotLetInSaysSoOnceForEach() throws Exception {
        var log = directory.resolve("stranger.log");
        var environment = stack.serviceEnvironment(stranger, SecureStack.jaas(MARKS.kafkaPassword()));

        try (var analyzer = new LoneService("analyzer-service", log, environment)) {
            analyzer.awaitLog("Kafka broker: ", "object store: ");
        }

        assertThat(warnings(log, "Kafka broker: "))
                .singleElement()
                .asString()
                .contains("not trusted", "KAFKA_SSL_TRUSTSTORE_LOCATION");
        assertThat(warnings(log, "object store: "))
                .singleElement()
                .asString()
                .contains("is not trusted", "FILTERFIT_STORE_CA_CERTIFICATES");
    }

    @Test
    void aServiceWithAWrongPasswordSaysSo() throws Exception {
        var log = directory.resolve("password.log");
        var environment = stack.serviceEnvironment(authority, SecureStack.jaas("guessed"));

        try (var analyzer = new LoneService("analyzer-service", log, environment)) {
            // Its store works: the keys come from the mounted files alone.
            analyzer.awaitLog(
                    "Kafka broker: ", "object store: bucket 'filterfit' at " + stack.storeEndpoint() + " is there");
        }

        assertThat(warnings(log, "Kafka broker: "))
                .singleElement()
                .asString()
                .contains("refuses the user or its password", "KAFKA_SASL_JAAS_CONFIG")
                .doesNotContain("guessed");
    }

    private static List<String> warnings(Path log, String text) throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> line.contains("\"level\":\"WARN\"") && line.contains(text))
                .toList();
    }

    private record Run(int status, String said) {
        List<String> complaints() {
            return said.lines().filter(line -> line.startsWith("filterfit: ")).toList();
        }
    }

    private static Run filterfit(String command, Path kafkaProperties, Authority trustedInStore, String... more)
            throws Exception {
        List<String> line = new ArrayList<>(List.of(
                Path.of("..", "filterfit").toAbsolutePath().normalize().toString(),
                command,
                "--bootstrap-servers",
                stack.bootstrapServers(),
                "--kafka-properties",
                kafkaProperties.toString(),
                "--store-endpoint",
                stack.storeEndpoint(),
                "--store-ca",
                trustedInStore.certificate().toString()));
        line.addAll(List.of(more));
        var out = Files.createTempFile(directory, "filterfit", ".txt");
        var builder = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(out.toFile());
        builder.environment()
                .putAll(Map.of(
                        "FILTERFIT_SKIP_BUILD", "true",
                        "FILTERFIT_STORE_ACCESS_KEY", MARKS.accessKey(),
                        "FILTERFIT_STORE_SECRET_KEY", MARKS.secretKey()));
        var process = builder.start();
        if (!process.waitFor(180, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(line + " hangs; it said: " + Files.readString(out));
        }
        return new Run(process.exitValue(), Files.readString(out));
    }

    /** One service on its own. */
    private record LoneService(Process process, Path log) implements AutoCloseable {

        LoneService(String module, Path log, Map<String, String> environment) throws IOException {
            this(start(module, log, environment), log);
        }

        private static Process start(String module, Path log, Map<String, String> environment) throws IOException {
            var jar = Path.of("..", module, "target/quarkus-app/quarkus-run.jar")
                    .toAbsolutePath()
                    .normalize();
            var builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-jar",
                            jar.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            builder.environment().put("QUARKUS_HTTP_PORT", "0");
            return builder.start();
        }

        void awaitLog(String... texts) throws IOException, InterruptedException {
            var deadline = Instant.now().plus(Duration.ofSeconds(90));
            while (Instant.now().isBefore(deadline)) {
                var said = Files.readString(log);
                if (Stream.of(texts).allMatch(said::contains)) {
                    // Long enough for a second complaint about the same.
                    TimeUnit.SECONDS.sleep(7);
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(200);
            }
            throw new AssertionError("not in the log: " + List.of(texts) + "; the log: " + Files.readString(log));
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}

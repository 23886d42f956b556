package io.filterfit.it.security;

import io.filterfit.it.ConsoleClient;
import io.filterfit.it.TestStack;
import io.filterfit.nd4j.ChildJvm;
import io.filterfit.stack.EmbeddedStack;
import io.filterfit.stack.JvmSettings;
import io.filterfit.stack.ServiceName;
import io.filterfit.stack.StackConnection;
import io.filterfit.stack.StackOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/** A broker with a SASL_SSL listener and a store with a TLS endpoint, beside the plain ones that the stack itself uses. */
final class SecureStack implements AutoCloseable {

    static final String USER = "filterfit-services";

    private final Path directory;
    private final Authority authority;
    private final Marks marks;
    private final int plainPort;
    private final int controllerPort;
    private final int saslPort;
    private final int tlsPort;
    private EmbeddedStack stack;

    /** @param directory what it keeps is in {@code stack} there */
    SecureStack(Path directory, Authority authority, Marks marks) throws Exception {
        this.directory = directory;
        this.authority = authority;
        this.marks = marks;
        plainPort = TestStack.freePort();
        controllerPort = TestStack.freePort();
        saslPort = TestStack.freePort();
        tlsPort = TestStack.freePort();
        Files.writeString(
                Files.createDirectories(directory.resolve("stack")).resolve("credentials.json"),
                "{\"accessKey\": \"" + marks.accessKey() + "\", \"secretKey\": \"" + marks.secretKey() + "\"}");
        // The user has to be there before the services come.
        try (var servers = EmbeddedStack.start(options(Set.of(), JvmSettings.NONE))) {
            addUser(servers.connection());
        }
    }

    /** Starts the services and the console, which reach broker and store over TLS only, and waits until they do. */
    void startServices(Path datasets, List<String> jvmOptions) throws IOException {
        List<String> jvm = TestStack.jvmOptions();
        jvm.addAll(jvmOptions);
        Map<String, String> environment = new HashMap<>(ChildJvm.environment());
        environment.putAll(serviceEnvironment(authority, jaas(marks.kafkaPassword())));
        environment.put("FILTERFIT_DATASETS_DIRECTORY", datasets.toString());
        stack = EmbeddedStack.start(options(EnumSet.allOf(ServiceName.class), new JvmSettings(jvm, environment)));
    }

    ConsoleClient console() throws IOException {
        var connection = stack.connection();
        return new ConsoleClient(
                connection.services().get(ServiceName.CONSOLE.module()),
                Files.readString(connection.consoleTokenFile()));
    }

    /** What a service is configured with to use TLS; the credentials of Kafka are in a file, as a mounted secret is. */
    Map<String, String> serviceEnvironment(Authority trusted, String jaas) throws IOException {
        Path credentials = Files.createTempDirectory(directory, "credentials");
        Files.writeString(credentials.resolve("kafka.sasl.jaas.config"), jaas);
        Files.writeString(credentials.resolve("filterfit.store.access-key"), marks.accessKey());
        Files.writeString(credentials.resolve("filterfit.store.secret-key"), marks.secretKey());
        return Map.of(
                "SMALLRYE_CONFIG_SOURCE_FILE_LOCATIONS", credentials.toString(),
                "KAFKA_BOOTSTRAP_SERVERS", bootstrapServers(),
                "KAFKA_SECURITY_PROTOCOL", "SASL_SSL",
                "KAFKA_SASL_MECHANISM", "SCRAM-SHA-512",
                "KAFKA_SSL_TRUSTSTORE_TYPE", "PEM",
                "KAFKA_SSL_TRUSTSTORE_LOCATION", trusted.certificate().toString(),
                "FILTERFIT_STORE_ENDPOINT", storeEndpoint(),
                "FILTERFIT_STORE_CA_CERTIFICATES", trusted.certificate().toString());
    }

    /** The same for a client of Kafka, as a file of properties. */
    Path clientProperties(Authority trusted, String jaas) throws IOException {
        return Files.writeString(
                Files.createTempFile(directory, "client", ".properties"),
                String.join(
                        "\n",
                        "security.protocol=SASL_SSL",
                        "sasl.mechanism=SCRAM-SHA-512",
                        "sasl.jaas.config=" + jaas,
                        "ssl.truststore.type=PEM",
                        "ssl.truststore.location=" + trusted.certificate()));
    }

    static String jaas(String password) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + USER + "\" password=\""
                + password + "\";";
    }

    String bootstrapServers() {
        return "127.0.0.1:" + saslPort;
    }

    String storeEndpoint() {
        return "https://127.0.0.1:" + tlsPort;
    }

    private StackOptions options(Set<ServiceName> services, JvmSettings jvm) {
        return TestStack.servers(directory, 1)
                .withBrokerPort(plainPort)
                .withServices(services)
                .withServiceJvm(jvm)
                .withBrokerProperties(brokerProperties())
                .withStoreProperties(Map.of(
                        "s3proxy.secure-endpoint", storeEndpoint(),
                        "s3proxy.keystore-path", authority.serverKeyStore().toString(),
                        "s3proxy.keystore-password", Authority.PASSWORD));
    }

    private Map<String, String> brokerProperties() {
        Map<String, String> properties = new HashMap<>();
        properties.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        properties.put(
                "listeners",
                "PLAINTEXT://127.0.0.1:" + plainPort + ",CONTROLLER://127.0.0.1:" + controllerPort + ",SASL_SSL://"
                        + bootstrapServers());
        properties.put(
                "advertised.listeners", "PLAINTEXT://127.0.0.1:" + plainPort + ",SASL_SSL://" + bootstrapServers());
        properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SASL_SSL:SASL_SSL");
        properties.put("sasl.enabled.mechanisms", "SCRAM-SHA-512");
        properties.put(
                "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        properties.put("ssl.keystore.type", "PKCS12");
        properties.put("ssl.keystore.location", authority.serverKeyStore().toString());
        properties.put("ssl.keystore.password", Authority.PASSWORD);
        return properties;
    }

    private void addUser(StackConnection connection) throws Exception {
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", connection.bootstrapServers()))) {
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                            USER, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4_096), marks.kafkaPassword())))
                    .all()
                    .get();
        }
    }

    @Override
    public void close() {
        if (stack != null) {
            stack.close();
        }
    }
}

package io.filterfit.cli;

import io.filterfit.cli.pipeline.PipelineAddress;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import io.filterfit.stack.StackConnection;
import io.filterfit.stack.StackOptions;
import io.filterfit.stack.StoreCredentials;
import io.filterfit.store.StoreSettings;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/**
 * Which pipeline is meant: the one that options and environment name, else the embedded stack that runs on the directory.
 *
 * <p>The secret key has no option, since command lines can be read by everybody on the machine.
 */
final class ConnectionOptions {

    private static final String SECRET_KEY_VARIABLE = "FILTERFIT_STORE_SECRET_KEY";

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            defaultValue = StackLocation.DEFAULT_DIRECTORY,
            description = "Where an embedded stack runs, if no other pipeline is named (${DEFAULT-VALUE}).")
    private Path directory;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            defaultValue = "${env:FILTERFIT_BOOTSTRAP_SERVERS}",
            description = "The Kafka broker (environment: FILTERFIT_BOOTSTRAP_SERVERS).")
    private String bootstrapServers;

    @Option(
            names = "--kafka-properties",
            paramLabel = "FILE",
            defaultValue = "${env:FILTERFIT_KAFKA_PROPERTIES}",
            description = "Further Kafka client properties, for instance security.protocol.")
    private Path kafkaProperties;

    @Option(
            names = "--store-endpoint",
            paramLabel = "URL",
            defaultValue = "${env:FILTERFIT_STORE_ENDPOINT}",
            description = "The S3 API (environment: FILTERFIT_STORE_ENDPOINT).")
    private URI storeEndpoint;

    @Option(
            names = "--bucket",
            paramLabel = "NAME",
            defaultValue = "${env:FILTERFIT_STORE_BUCKET:-" + StackOptions.DEFAULT_BUCKET + "}",
            description = "The bucket of the artifacts (${DEFAULT-VALUE}).")
    private String bucket;

    @Option(
            names = "--access-key",
            paramLabel = "KEY",
            defaultValue = "${env:FILTERFIT_STORE_ACCESS_KEY}",
            description = "The store's access key; its secret key is taken from " + SECRET_KEY_VARIABLE + ".")
    private String accessKey;

    @Option(
            names = "--store-ca",
            paramLabel = "FILE",
            defaultValue = "${env:FILTERFIT_STORE_CA_CERTIFICATES}",
            description = "Certificates in PEM that the store's is signed by, if Java does not know who signed it"
                    + " (environment: FILTERFIT_STORE_CA_CERTIFICATES).")
    private Path storeCa;

    @Option(
            names = "--credentials",
            paramLabel = "FILE",
            description = "The store's credentials: JSON with accessKey and secretKey.")
    private Path credentials;

    PipelineAddress address() {
        if (bootstrapServers == null && storeEndpoint == null) {
            return PipelineAddress.of(embedded());
        }
        require("--bootstrap-servers", bootstrapServers);
        require("--store-endpoint", storeEndpoint);
        StoreCredentials keys = storeCredentials();
        StoreSettings store = StoreSettings.ofClient(storeEndpoint, bucket, keys.accessKey(), keys.secretKey());
        return new PipelineAddress(
                bootstrapServers, readKafkaProperties(), storeCa == null ? store : store.withCaCertificates(storeCa));
    }

    private StackConnection embedded() {
        Optional<StackConnection> running = StackConnection.find(directory);
        return running.orElseThrow(() -> new CompressionException(
                FailureReason.BROKER_UNAVAILABLE,
                "no stack runs on " + directory.toAbsolutePath().normalize()
                        + "; start one with 'filterfit up', or name a pipeline with --bootstrap-servers and"
                        + " --store-endpoint"));
    }

    private StoreCredentials storeCredentials() {
        if (credentials != null) {
            return StoreCredentials.read(credentials);
        }
        String secretKey = System.getenv(SECRET_KEY_VARIABLE);
        if (accessKey == null || secretKey == null) {
            throw invalid("the store's credentials are missing; give --credentials FILE, or --access-key and "
                    + SECRET_KEY_VARIABLE + " in the environment");
        }
        return new StoreCredentials(accessKey, secretKey);
    }

    private Map<String, String> readKafkaProperties() {
        if (kafkaProperties == null) {
            return Map.of();
        }
        Properties read = new Properties();
        try (Reader in = Files.newBufferedReader(kafkaProperties)) {
            read.load(in);
        } catch (IOException | IllegalArgumentException e) {
            throw new CompressionException(
                    FailureReason.FILE_UNUSABLE, "--kafka-properties " + kafkaProperties + " cannot be read", e);
        }
        Map<String, String> properties = new TreeMap<>();
        read.stringPropertyNames().forEach(name -> properties.put(name, read.getProperty(name)));
        return properties;
    }

    private static void require(String option, Object value) {
        if (value == null) {
            throw invalid(option + " is missing; a pipeline has a broker and a store");
        }
    }

    private static CompressionException invalid(String sentence) {
        return new CompressionException(FailureReason.INVALID_REQUEST, sentence);
    }
}

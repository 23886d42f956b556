package io.filterfit.stack;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where a running stack listens; the content of {@code connection.json} in its directory, which exists as long as the
 * stack is ready.
 *
 * @param process the process id of whoever runs the stack
 * @param bootstrapServers the broker, as Kafka clients want it
 * @param storeEndpoint the store's S3 API
 * @param bucket the bucket that holds the artifacts
 * @param credentialsFile the store's credentials, readable by its owner only
 * @param consoleTokenFile what opens the console, readable by its owner only; null where no console runs
 * @param services where each service's health and metrics are, by module name
 */
public record StackConnection(
        long process,
        String bootstrapServers,
        URI storeEndpoint,
        String bucket,
        Path credentialsFile,
        Path consoleTokenFile,
        Map<String, URI> services) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    public StackConnection {
        services = Map.copyOf(services);
    }

    /** The stack that runs on a directory; empty if none does. */
    public static Optional<StackConnection> find(Path directory) {
        Path file = StackDirectory.connection(directory.toAbsolutePath());
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            StackConnection found = JSON.readValue(Files.readAllBytes(file), StackConnection.class);
            // A stack that was killed could not take its file away.
            return ProcessHandle.of(found.process)
                    .filter(ProcessHandle::isAlive)
                    .map(alive -> found);
        } catch (IOException e) {
            throw new CompressionException(
                    FailureReason.FILE_UNUSABLE,
                    "the connection file " + file + " cannot be read (" + e.getMessage() + ")",
                    e);
        }
    }

    public StoreCredentials credentials() {
        return StoreCredentials.read(credentialsFile);
    }

    /** Opens the console for whoever follows it; empty where none runs. */
    public Optional<URI> consoleLink() {
        return Optional.ofNullable(services.get(ServiceName.CONSOLE.module()))
                .map(address -> address.resolve("/login?token=" + ConsoleToken.read(consoleTokenFile)));
    }

    void write(Path file) {
        try {
            OwnerOnlyFile.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this));
        } catch (IOException e) {
            throw StackDirectory.unusable(file, "cannot be written", e);
        }
    }
}

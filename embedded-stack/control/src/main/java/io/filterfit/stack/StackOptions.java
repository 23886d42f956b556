package io.filterfit.stack;

import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * How a stack is started.
 *
 * @param directory holds data, logs, credentials and the connection file; made if missing, reopened if not
 * @param brokerPort the broker's port, 0 for a free one
 * @param storePort the store's port, 0 for a free one
 * @param services the services to start; none for the broker and the store alone
 * @param topics made in the broker where they do not exist yet
 * @param bucket made in the store where it does not exist yet
 * @param serviceJvm the settings that each service's JVM gets; its environment wins over the stack's own
 * @param startTimeout how long everything together may take to get ready
 * @param brokerProperties set in the broker beside its own
 * @param storeProperties set in the store beside its own
 * @param progress told in one line what is being waited for
 */
@RecordBuilder
public record StackOptions(
        Path directory,
        int brokerPort,
        int storePort,
        Set<ServiceName> services,
        List<TopicSettings> topics,
        String bucket,
        JvmSettings serviceJvm,
        Duration startTimeout,
        Map<String, String> brokerProperties,
        Map<String, String> storeProperties,
        Consumer<String> progress)
        implements StackOptionsBuilder.With {

    public static final String DEFAULT_BUCKET = "filterfit";

    public StackOptions {
        directory = directory.toAbsolutePath().normalize();
        services = Set.copyOf(services);
        topics = List.copyOf(topics);
        brokerProperties = Map.copyOf(brokerProperties);
        storeProperties = Map.copyOf(storeProperties);
        checkPort("brokerPort", brokerPort);
        checkPort("storePort", storePort);
        if (!bucket.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")) {
            throw invalid(
                    "bucket '" + bucket + "' is no valid name; use 3 to 63 lower-case letters, digits and dashes");
        }
        Objects.requireNonNull(serviceJvm, "serviceJvm");
        Objects.requireNonNull(progress, "progress");
        if (startTimeout.isNegative() || startTimeout.isZero()) {
            throw invalid("startTimeout is " + startTimeout + "; it must be longer than nothing");
        }
    }

    /** A broker and a store on free ports, without topics and services. */
    public static StackOptions in(Path directory) {
        return new StackOptions(
                directory,
                0,
                0,
                Set.of(),
                List.of(),
                DEFAULT_BUCKET,
                JvmSettings.NONE,
                Duration.ofMinutes(2),
                Map.of(),
                Map.of(),
                line -> {});
    }

    private static void checkPort(String property, int port) {
        if (port < 0 || port > 65_535) {
            throw invalid(property + " is " + port + "; it must be 0 (any free port) or a port up to 65535");
        }
    }

    private static CompressionException invalid(String sentence) {
        return new CompressionException(FailureReason.INVALID_REQUEST, sentence);
    }
}

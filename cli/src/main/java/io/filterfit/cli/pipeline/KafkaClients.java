package io.filterfit.cli.pipeline;

import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;

/** What all Kafka clients of the commands have in common. */
final class KafkaClients {

    /** How long a broker may take to answer before it counts as not there. */
    static final int PATIENCE_SECONDS = 15;

    private KafkaClients() {}

    static Map<String, Object> properties(PipelineAddress address) {
        Map<String, Object> properties = new HashMap<>(address.kafkaProperties());
        properties.put("bootstrap.servers", address.bootstrapServers());
        properties.putIfAbsent("request.timeout.ms", String.valueOf(PATIENCE_SECONDS * 1_000 / 2));
        properties.putIfAbsent("default.api.timeout.ms", String.valueOf(PATIENCE_SECONDS * 1_000));
        return properties;
    }

    static CompressionException unavailable(PipelineAddress address, Exception cause) {
        return refusal(address, cause).orElseGet(() -> silence(address, cause));
    }

    private static Optional<CompressionException> refusal(PipelineAddress address, Exception problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof SslAuthenticationException) {
                return Optional.of(new CompressionException(
                        FailureReason.BROKER_UNAVAILABLE,
                        "the certificate of the Kafka broker at " + address.bootstrapServers() + " is not trusted ("
                                + rootOf(cause).getMessage()
                                + "); name the certificates that it is signed by as ssl.truststore.location, with"
                                + " ssl.truststore.type=PEM, in the file of --kafka-properties",
                        problem));
            }
            if (cause instanceof AuthenticationException) {
                return Optional.of(new CompressionException(
                        FailureReason.BROKER_UNAVAILABLE,
                        "the Kafka broker at " + address.bootstrapServers() + " refuses the user or its password ("
                                + cause.getMessage()
                                + "); check sasl.jaas.config in the file of --kafka-properties",
                        problem));
            }
        }
        return Optional.empty();
    }

    private static Throwable rootOf(Throwable problem) {
        return problem.getCause() == null ? problem : rootOf(problem.getCause());
    }

    private static CompressionException silence(PipelineAddress address, Exception cause) {
        return new CompressionException(
                FailureReason.BROKER_UNAVAILABLE,
                "no Kafka broker at " + address.bootstrapServers() + " does what it is asked (" + cause.getMessage()
                        + "); start one with 'filterfit up', or name another with --bootstrap-servers",
                cause);
    }
}

package io.filterfit.cli.pipeline;

import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.util.HashMap;
import java.util.Map;

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
        return new CompressionException(
                FailureReason.BROKER_UNAVAILABLE,
                "no Kafka broker at " + address.bootstrapServers() + " does what it is asked (" + cause.getMessage()
                        + "); start one with 'filterfit up', or name another with --bootstrap-servers",
                cause);
    }
}

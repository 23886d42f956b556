package io.filterfit.cli.pipeline;

import io.filterfit.stack.StackConnection;
import io.filterfit.stack.StoreCredentials;
import io.filterfit.store.StoreSettings;
import java.util.Map;

/**
 * Where a pipeline is.
 *
 * @param bootstrapServers the broker, {@code host:port[,host:port...]}
 * @param kafkaProperties further client properties, for instance of authentication; may be empty
 * @param store the store and its bucket
 */
public record PipelineAddress(String bootstrapServers, Map<String, String> kafkaProperties, StoreSettings store) {

    public PipelineAddress {
        kafkaProperties = Map.copyOf(kafkaProperties);
    }

    public static PipelineAddress of(StackConnection stack) {
        StoreCredentials credentials = stack.credentials();
        return new PipelineAddress(
                stack.bootstrapServers(),
                Map.of(),
                StoreSettings.ofClient(
                        stack.storeEndpoint(), stack.bucket(), credentials.accessKey(), credentials.secretKey()));
    }
}

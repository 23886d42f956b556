package io.filterfit.cli.pipeline;

import io.filterfit.stack.StackConnection;
import io.filterfit.stack.StoreCredentials;
import java.net.URI;
import java.util.Map;

/**
 * Where a pipeline is.
 *
 * @param bootstrapServers the broker, {@code host:port[,host:port...]}
 * @param kafkaProperties further client properties, for instance of authentication; may be empty
 * @param storeEndpoint the S3 API
 * @param bucket the bucket that holds the artifacts
 * @param credentials of the store
 */
public record PipelineAddress(
        String bootstrapServers,
        Map<String, String> kafkaProperties,
        URI storeEndpoint,
        String bucket,
        StoreCredentials credentials) {

    public PipelineAddress {
        kafkaProperties = Map.copyOf(kafkaProperties);
    }

    public static PipelineAddress of(StackConnection stack) {
        return new PipelineAddress(
                stack.bootstrapServers(), Map.of(), stack.storeEndpoint(), stack.bucket(), stack.credentials());
    }
}

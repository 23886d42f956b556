package io.filterfit.console.submission;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.filterfit.spec.CompressionSpec;

/**
 * What somebody wants compressed, and how.
 *
 * @param jobId a new name for the job; left out, one is made of the model's
 * @param model where the network is; left out where it is uploaded with the request
 * @param spec what to do, as in the event {@code compress-requested}; only data set and target must be given
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SubmitRequest(String jobId, StoredModel model, CompressionSpec spec) {

    /**
     * A network in the store.
     *
     * @param uri {@code s3://bucket/key}, in the console's own bucket
     * @param size bytes; found out if left out
     * @param sha256 of the bytes; found out if left out
     */
    public record StoredModel(String uri, Long size, String sha256) {}
}

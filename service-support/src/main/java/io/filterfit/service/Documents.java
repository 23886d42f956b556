package io.filterfit.service;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.filterfit.contracts.ArtifactReference;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.io.IOException;
import java.nio.file.Path;

/** The JSON documents that stages leave in the store. Of later versions too: what this one does not know, it leaves out. */
public final class Documents {

    static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Documents() {}

    /**
     * Reads one that was downloaded.
     *
     * @param reference what it is, for the message
     * @throws CompressionException ARTIFACT_CORRUPT if it is none of this type
     */
    public static <T> T read(Path file, ArtifactReference reference, Class<T> type) {
        try {
            return JSON.readValue(file.toFile(), type);
        } catch (IOException e) {
            throw new CompressionException(
                    FailureReason.ARTIFACT_CORRUPT,
                    "artifact " + reference.uri() + " is no " + type.getSimpleName() + ": " + e.getMessage(),
                    e);
        }
    }
}

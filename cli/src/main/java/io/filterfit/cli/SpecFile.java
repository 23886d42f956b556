package io.filterfit.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.FailureReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A compression spec in a file, as the request event carries it. */
final class SpecFile {

    private SpecFile() {}

    static CompressionSpec read(Path file) {
        try {
            return Output.JSON.readValue(Files.readAllBytes(file), CompressionSpec.class);
        } catch (JsonProcessingException e) {
            String said = e.getCause() instanceof CompressionException invalid
                    ? invalid.getMessage()
                    : e.getOriginalMessage();
            throw new CompressionException(FailureReason.INVALID_REQUEST, "--spec " + file + ": " + said, e);
        } catch (IOException e) {
            throw new CompressionException(
                    FailureReason.FILE_UNUSABLE, "--spec " + file + " cannot be read; name a JSON file", e);
        }
    }
}

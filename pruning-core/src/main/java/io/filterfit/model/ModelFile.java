package io.filterfit.model;

import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.nio.file.Path;

/** A model file as errors speak of it. */
public record ModelFile(Path path) {

    /** @param what completes the sentence "Model file x cannot be read: ..." and says what to do */
    public CompressionException unreadable(String what) {
        return unreadable(what, null);
    }

    public CompressionException unreadable(String what, Throwable cause) {
        return failure(FailureReason.MODEL_UNREADABLE, "cannot be read: " + what, cause);
    }

    public CompressionException unsupported(String what) {
        return failure(FailureReason.MODEL_UNSUPPORTED, "is not supported: " + what, null);
    }

    public CompressionException unusable(String what, Throwable cause) {
        return failure(FailureReason.FILE_UNUSABLE, what, cause);
    }

    private CompressionException failure(FailureReason reason, String what, Throwable cause) {
        return new CompressionException(reason, "Model file '" + path + "' " + what, cause);
    }
}

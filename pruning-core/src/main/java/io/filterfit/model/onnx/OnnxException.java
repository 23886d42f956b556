package io.filterfit.model.onnx;

import io.filterfit.model.ModelFile;
import io.filterfit.spec.CompressionException;

/** Why a model cannot be taken; {@link OnnxReader} says of which file. */
final class OnnxException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final boolean damaged;

    private OnnxException(boolean damaged, String what, Throwable cause) {
        super(what, cause);
        this.damaged = damaged;
    }

    /** The file is no valid model. */
    static OnnxException damaged(String what) {
        return new OnnxException(true, what, null);
    }

    static OnnxException damaged(String what, Throwable cause) {
        return new OnnxException(true, what, cause);
    }

    /** The model is valid, but of a kind that is not known here. */
    static OnnxException unsupported(String what) {
        return new OnnxException(false, what, null);
    }

    /** As whoever reads that file is to hear of it. */
    CompressionException of(ModelFile file) {
        return damaged ? file.unreadable(getMessage(), this) : file.unsupported(getMessage());
    }
}

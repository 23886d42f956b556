package io.filterfit.model.onnx;

/** The bytes that one model may still make its reader allocate. */
final class Budget {

    private final long limit;
    private long left;

    Budget(long limit) {
        this.limit = limit;
        this.left = limit;
    }

    /** @throws OnnxException if that is more than is left */
    void take(long bytes) {
        if (bytes > left) {
            throw OnnxException.damaged("it wants more than the " + limit + " bytes that a model may take in memory");
        }
        left -= bytes;
    }
}

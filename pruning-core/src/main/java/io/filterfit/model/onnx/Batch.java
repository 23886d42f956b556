package io.filterfit.model.onnx;

/**
 * The images of a batch where a model leaves their number open.
 *
 * <p>Shapes are folded with this number in place of n: a prime that no layer is as wide as, so that a dimension that is a multiple of it
 * has the batch in it, and {@code reshape(-1, 1024)} finds it again.
 */
final class Batch {

    static final long SYMBOLIC = 1_000_003;

    private Batch() {}
}

package io.filterfit.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_x;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A network's flat arrays of parameters and of their gradients, as memory that tensors can lie over. */
final class ParameterArrays {

    private final Resources resources;
    private final INDArray weights;
    private final INDArray gradients;

    /** @param gradients as long as {@code weights}, or null where nothing is trained */
    ParameterArrays(Resources resources, INDArray weights, INDArray gradients) {
        this.resources = resources;
        this.weights = weights;
        this.gradients = gradients;
    }

    /**
     * A part of the flat arrays.
     *
     * @param start first element
     * @param length elements
     */
    record Slice(long start, long length) {}

    Tensor weights(Slice slice, int tag, long... shape) {
        return over(weights, slice, tag, shape);
    }

    Tensor gradients(Slice slice, int tag, long... shape) {
        return over(gradients, slice, tag, shape);
    }

    /** As a vector. */
    Tensor weights(Slice slice) {
        return weights(slice, dnnl_x, slice.length());
    }

    /** As a vector. */
    Tensor gradients(Slice slice) {
        return gradients(slice, dnnl_x, slice.length());
    }

    private Tensor over(INDArray array, Slice slice, int tag, long... shape) {
        return Tensor.over(
                resources, Descriptor.of(resources, DataType.FLOAT32, tag, shape), addressOf(array, slice.start()));
    }

    /** Of an array's element, counted from the array's first; the array must own its memory from the start on. */
    static Pointer addressOf(INDArray array, long element) {
        if (array.offset() != 0) {
            throw new IllegalArgumentException("a view has no address of its own");
        }
        return new BytePointer(array.data().pointer()).getPointer(element * Float.BYTES);
    }
}

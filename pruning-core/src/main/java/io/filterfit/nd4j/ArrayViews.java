package io.filterfit.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Parts of arrays that share the array's memory. */
public final class ArrayViews {

    private ArrayViews() {}

    /**
     * The part from index {@code from} (inclusive) to {@code to} (exclusive) along one axis. ND4J's own {@code get} gives an empty array
     * where the array is itself a part of a larger one, as parameters are, and the part lies far enough from its beginning.
     */
    public static INDArray slice(INDArray array, int axis, long from, long to) {
        long[] shape = array.shape().clone();
        if (from < 0 || from >= to || to > shape[axis]) {
            throw new IllegalArgumentException(
                    "axis " + axis + " has " + shape[axis] + " places, and so no part " + from + ".." + to);
        }
        shape[axis] = to - from;
        long offset = array.offset() + from * array.stride(axis);
        return Nd4j.create(array.data(), shape, array.stride(), offset, array.ordering());
    }
}

package io.filterfit.model.onnx;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * A constant, in row-major order: float32 numbers, or whole numbers of any type of ONNX's (booleans are 0 and 1).
 *
 * <p>The arrays belong to the tensor; nobody writes to them.
 */
final class Tensor {

    private final long[] shape;
    private final float[] floats;
    private final long[] longs;

    private Tensor(long[] shape, float[] floats, long[] longs) {
        this.shape = shape;
        this.floats = floats;
        this.longs = longs;
    }

    static Tensor of(long[] shape, float... values) {
        return new Tensor(shape, values, null);
    }

    static Tensor of(long[] shape, long... values) {
        return new Tensor(shape, null, values);
    }

    /** A vector, as shapes are. */
    static Tensor vector(long... values) {
        return of(new long[] {values.length}, values);
    }

    static Tensor scalar(float value) {
        return of(new long[0], value);
    }

    static Tensor scalar(long value) {
        return of(new long[0], value);
    }

    long[] shape() {
        return shape;
    }

    int rank() {
        return shape.length;
    }

    int length() {
        return isWhole() ? longs.length : floats.length;
    }

    boolean isWhole() {
        return longs != null;
    }

    float real(int index) {
        return isWhole() ? longs[index] : floats[index];
    }

    long whole(int index) {
        return isWhole() ? longs[index] : (long) floats[index];
    }

    /** As float32 numbers. */
    float[] reals() {
        if (!isWhole()) {
            return floats;
        }
        float[] values = new float[longs.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = longs[i];
        }
        return values;
    }

    /** As whole numbers. */
    long[] wholes() {
        if (isWhole()) {
            return longs;
        }
        long[] values = new long[floats.length];
        Arrays.setAll(values, i -> (long) floats[i]);
        return values;
    }

    /** The same values in another shape of as many. */
    Tensor reshaped(long... other) {
        return new Tensor(other, floats, longs);
    }

    /** Element i of the result is element {@code source(i)} of this. */
    Tensor picked(long[] resultShape, IntUnaryOperator source) {
        int length = Math.toIntExact(Shapes.elements(resultShape));
        if (isWhole()) {
            long[] values = new long[length];
            Arrays.setAll(values, i -> longs[source.applyAsInt(i)]);
            return of(resultShape, values);
        }
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = floats[source.applyAsInt(i)];
        }
        return of(resultShape, values);
    }

    /** With its axes in another order: axis i of the result is axis {@code order[i]} of this. */
    Tensor transposed(int... order) {
        long[] result = new long[order.length];
        int[] steps = new int[order.length];
        int[] strides = Shapes.strides(shape);
        for (int axis = 0; axis < order.length; axis++) {
            result[axis] = shape[order[axis]];
            steps[axis] = strides[order[axis]];
        }
        return picked(result, Shapes.walk(result, steps, 0));
    }
}

package io.filterfit.model.onnx;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Arithmetic of shapes in row-major order. */
final class Shapes {

    private Shapes() {}

    /** @throws OnnxException if a size is negative or there are more elements than an array can have */
    static long elements(long[] shape) {
        long elements = 1;
        for (long size : shape) {
            if (size < 0 || (size > 0 && elements > Integer.MAX_VALUE / size)) {
                throw OnnxException.damaged("it holds a tensor of impossible shape " + text(shape));
            }
            elements *= size;
        }
        return elements;
    }

    /** Of a value with the batch in front, whose elements no array holds at once. */
    static long product(long[] shape) {
        long product = 1;
        for (long size : shape) {
            product = Math.multiplyExact(product, size);
        }
        return product;
    }

    /** The quotient, rounded up. */
    static long ceilDiv(long dividend, long divisor) {
        return -Math.floorDiv(-dividend, divisor);
    }

    /** An axis counted from the front; -1 is the last. */
    static int axis(long axis, int rank) {
        if (axis < -rank || axis >= rank) {
            throw OnnxException.damaged("it speaks of axis " + axis + " of a tensor that has " + rank);
        }
        return (int) (axis < 0 ? axis + rank : axis);
    }

    static int[] axes(long[] axes, int rank) {
        return Arrays.stream(axes)
                .mapToInt(axis -> axis(axis, rank))
                .sorted()
                .distinct()
                .toArray();
    }

    /** ONNX's Reshape: 0 keeps a size, unless it is allowed, and -1 stands for what is left. */
    static long[] reshape(long[] shape, long[] wanted, boolean zeroAllowed) {
        long[] result = wanted.clone();
        int open = -1;
        long known = 1;
        for (int axis = 0; axis < result.length; axis++) {
            if (result[axis] == 0 && !zeroAllowed && axis < shape.length) {
                result[axis] = shape[axis];
            }
            if (result[axis] == -1 && open < 0) {
                open = axis;
            } else {
                known = Math.multiplyExact(known, result[axis]);
            }
        }
        if (open >= 0 && known > 0) {
            result[open] = product(shape) / known;
        }
        if (known < 0 || product(result) != product(shape)) {
            throw OnnxException.damaged(
                    "it reshapes " + text(shape) + " to " + text(wanted) + ", which is not as much");
        }
        return result;
    }

    /** Everything before an axis as one, and everything from it on as another. */
    static long[] flatten(long[] shape, int axis) {
        return new long[] {
            product(Arrays.copyOfRange(shape, 0, axis)), product(Arrays.copyOfRange(shape, axis, shape.length))
        };
    }

    static long[] squeeze(long[] shape, int[] axes) {
        return IntStream.range(0, shape.length)
                .filter(axis -> axes == null ? shape[axis] != 1 : Arrays.binarySearch(axes, axis) < 0)
                .mapToLong(axis -> shape[axis])
                .toArray();
    }

    /** @param axes of the result */
    static long[] unsqueeze(long[] shape, int[] axes) {
        long[] result = new long[shape.length + axes.length];
        int next = 0;
        for (int axis = 0; axis < result.length; axis++) {
            result[axis] = Arrays.binarySearch(axes, axis) >= 0 ? 1 : shape[next++];
        }
        return result;
    }

    static int[] strides(long[] shape) {
        int[] strides = new int[shape.length];
        int stride = 1;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= (int) shape[axis];
        }
        return strides;
    }

    /** From an index of an array of this shape to where a walk with these steps from {@code start} is. */
    static IntUnaryOperator walk(long[] shape, int[] steps, int start) {
        int[] strides = strides(shape);
        return index -> {
            int place = start;
            int rest = index;
            for (int axis = 0; axis < strides.length; axis++) {
                place += rest / strides[axis] * steps[axis];
                rest %= strides[axis];
            }
            return place;
        };
    }

    /** Of two values that are combined element by element, with ones stretched (numpy's rules); null if they do not fit. */
    static long[] broadcast(long[] left, long[] right) {
        long[] result = new long[Math.max(left.length, right.length)];
        for (int i = 1; i <= result.length; i++) {
            long one = i <= left.length ? left[left.length - i] : 1;
            long other = i <= right.length ? right[right.length - i] : 1;
            if (one != other && one != 1 && other != 1) {
                return null;
            }
            result[result.length - i] = one == 1 ? other : one;
        }
        return result;
    }

    /** From an index of a broadcast result to that of one of its operands. */
    static IntUnaryOperator stretched(long[] operand, long[] result) {
        int[] own = strides(operand);
        int[] steps = new int[result.length];
        int missing = result.length - operand.length;
        for (int axis = 0; axis < operand.length; axis++) {
            steps[missing + axis] = operand[axis] == 1 ? 0 : own[axis];
        }
        return walk(result, steps, 0);
    }

    static String text(long[] shape) {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < shape.length; i++) {
            text.append(i == 0 ? "" : ", ").append(shape[i] == Batch.SYMBOLIC ? "n" : String.valueOf(shape[i]));
        }
        return text.append(']').toString();
    }
}

package io.filterfit.model.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a Slice takes of one axis: the elements {@code start, start + step, ...}, {@code length} of them.
 *
 * @param axis counted from the front
 * @param step not 0, may be negative
 */
record Slicing(int axis, int start, int step, int length) {

    /** Where {@link Patterns} leaves slicings that it has read: axis, start, step and length of each, one after the other. */
    static final String READ = "filterfit.slicings";

    /** @param shape of the value that is sliced */
    static List<Slicing> of(OnnxNode node, OnnxGraph graph, long[] shape) {
        if (node.has(READ)) {
            return read(node.wholes(READ));
        }
        long[] starts = bounds(node, graph, 1, null);
        long[] ends = bounds(node, graph, 2, null);
        long[] every = IntStream.range(0, starts.length).asLongStream().toArray();
        long[] axes = bounds(node, graph, 3, every);
        long[] ones = new long[starts.length];
        Arrays.fill(ones, 1);
        long[] steps = bounds(node, graph, 4, ones);
        if (ends.length != starts.length || axes.length != starts.length || steps.length != starts.length) {
            throw OnnxException.damaged(node + " has not as many starts as ends, axes and steps");
        }
        List<Slicing> slicings = new ArrayList<>();
        for (int i = 0; i < starts.length; i++) {
            int axis = Shapes.axis(axes[i], shape.length);
            slicings.add(of(node, axis, shape[axis], starts[i], ends[i], steps[i]));
        }
        return slicings;
    }

    private static List<Slicing> read(long[] numbers) {
        List<Slicing> slicings = new ArrayList<>();
        for (int i = 0; i < numbers.length; i += 4) {
            slicings.add(
                    new Slicing((int) numbers[i], (int) numbers[i + 1], (int) numbers[i + 2], (int) numbers[i + 3]));
        }
        return slicings;
    }

    static long[] written(List<Slicing> slicings) {
        return slicings.stream()
                .flatMapToInt(slicing -> IntStream.of(slicing.axis, slicing.start, slicing.step, slicing.length))
                .asLongStream()
                .toArray();
    }

    private static long[] bounds(OnnxNode node, OnnxGraph graph, int input, long[] otherwise) {
        if (otherwise != null && !node.has(input)) {
            return otherwise;
        }
        return graph.constant(node.input(input))
                .orElseThrow(() -> node.unsupported("takes bounds that depend on the image"))
                .wholes();
    }

    private static Slicing of(OnnxNode node, int axis, long size, long start, long end, long step) {
        if (step == 0 || Math.abs(step) > Integer.MAX_VALUE) {
            throw OnnxException.damaged(node + " has the step " + step);
        }
        long lowest = step > 0 ? 0 : -1;
        long highest = step > 0 ? size : size - 1;
        long from = Math.max(0, Math.min(highest, fromFront(start, size)));
        long to = Math.max(lowest, Math.min(highest, fromFront(end, size)));
        long length = step > 0 ? Shapes.ceilDiv(to - from, step) : Shapes.ceilDiv(from - to, -step);
        return new Slicing(axis, (int) from, (int) step, (int) Math.max(0, length));
    }

    private static long fromFront(long bound, long size) {
        return bound < 0 ? bound + size : bound;
    }

    /** Whether everything of an axis of this size is taken, in its order. */
    boolean takesAllOf(long size) {
        return start == 0 && step == 1 && length == size;
    }

    static long[] shape(long[] shape, List<Slicing> slicings) {
        long[] result = shape.clone();
        slicings.forEach(slicing -> result[slicing.axis] = slicing.length);
        return result;
    }
}

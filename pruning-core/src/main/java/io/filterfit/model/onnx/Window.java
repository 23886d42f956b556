package io.filterfit.model.onnx;

import java.util.Arrays;

/**
 * What slides over an image: height first, then width.
 *
 * @param kernel pixels
 * @param strides at least 1
 * @param dilations at least 1
 * @param before padding at the top and the left
 * @param after padding at the bottom and the right
 * @param output pixels of the result
 */
record Window(int[] kernel, int[] strides, int[] dilations, int[] before, int[] after, int[] output) {

    private static final int LARGEST = 1 << 16;

    /**
     * Of a convolution or a pooling.
     *
     * @param shape [n, c, h, w] of the input
     * @param kernel h, w
     */
    static Window of(OnnxNode node, long[] shape, long[] kernel) {
        node.require(shape.length == 4 && kernel.length == 2, "takes values that are no images");
        int[] strides = pair(node, "strides", 1);
        int[] dilations = pair(node, "dilations", 1);
        int[] sides = ints(node, node.wholes("pads", 0, 0, 0, 0), 0, 4);
        int[] before = {sides[0], sides[1]};
        int[] after = {sides[2], sides[3]};
        int[] sizes = ints(node, kernel, 1, 2);
        int[] output = new int[2];
        String automatic = node.text("auto_pad", "NOTSET");
        for (int axis = 0; axis < 2; axis++) {
            long extent = (sizes[axis] - 1L) * dilations[axis] + 1;
            long size = shape[2 + axis];
            switch (automatic) {
                case "NOTSET", "" -> {}
                case "VALID" -> before[axis] = after[axis] = 0;
                case "SAME_UPPER", "SAME_LOWER" -> {
                    long missing =
                            Math.max(0, (Shapes.ceilDiv(size, strides[axis]) - 1) * strides[axis] + extent - size);
                    boolean upper = automatic.equals("SAME_UPPER");
                    before[axis] = (int) (upper ? missing / 2 : missing - missing / 2);
                    after[axis] = (int) (missing - before[axis]);
                }
                default -> throw node.unsupported("pads by '" + automatic + "'");
            }
            long free = size + before[axis] + after[axis] - extent;
            node.require(free >= 0, "has a window that is larger than its image");
            long steps = node.whole("ceil_mode", 0) == 0 ? free / strides[axis] : Shapes.ceilDiv(free, strides[axis]);
            // A window that would begin beyond the image is left out.
            if (steps * strides[axis] >= size + before[axis]) {
                steps--;
            }
            output[axis] = (int) steps + 1;
        }
        return new Window(sizes, strides, dilations, before, after, output);
    }

    private static int[] pair(OnnxNode node, String attribute, int otherwise) {
        return ints(node, node.wholes(attribute, otherwise, otherwise), 1, 2);
    }

    private static int[] ints(OnnxNode node, long[] values, int least, int count) {
        node.require(
                values.length == count && Arrays.stream(values).allMatch(value -> value >= least && value <= LARGEST),
                "has kernel, strides, dilations or pads " + Arrays.toString(values) + ", which no image has");
        return Arrays.stream(values).mapToInt(value -> (int) value).toArray();
    }

    boolean isDilated() {
        return dilations[0] > 1 || dilations[1] > 1;
    }

    /** The padding that makes the windows come out even: what is asked for, and what rounding up adds at the end. */
    int[] needed(int axis, int size) {
        int extent = (kernel[axis] - 1) * dilations[axis] + 1;
        int reach = (output[axis] - 1) * strides[axis] + extent;
        return new int[] {before[axis], Math.max(after[axis], reach - size - before[axis])};
    }

    boolean isSymmetric() {
        return Arrays.equals(before, after);
    }

    boolean isPadded() {
        return before[0] + before[1] + after[0] + after[1] > 0;
    }

    /** Whether it sees the whole image at once. */
    boolean covers(long[] shape) {
        return !isPadded() && kernel[0] == shape[2] && kernel[1] == shape[3] && dilations[0] == 1 && dilations[1] == 1;
    }

    /** [n, c, h, w] of the result. */
    long[] shape(long batch, long channels) {
        return new long[] {batch, channels, output[0], output[1]};
    }
}

package io.filterfit.norm;

import java.util.Arrays;

/**
 * Up to {@value #CAPACITY} filters, transposed so that the innermost loop over them is one the compiler vectorises. Differences
 * are taken before they are squared, so that equal filters have a distance of 0, in float.
 */
final class PackedFilters {

    static final int CAPACITY = 64;

    private final FilterSet filters;
    private final double[] scale;
    private final int[] members;
    private final float[] packed;

    /**
     * @param scale scale[i] multiplies filter i, in the block and where it is compared with it
     * @param indices indices[from..to) are the members, at most {@value #CAPACITY}
     */
    PackedFilters(FilterSet filters, double[] scale, int[] indices, int from, int to) {
        this.filters = filters;
        this.scale = scale;
        this.members = Arrays.copyOfRange(indices, from, to);
        this.packed = new float[CAPACITY * filters.weightsPerFilter()];
        for (int j = 0; j < members.length; j++) {
            int start = members[j] * filters.weightsPerFilter();
            float factor = (float) scale[members[j]];
            for (int k = 0; k < filters.weightsPerFilter(); k++) {
                packed[k * CAPACITY + j] = filters.weights()[start + k] * factor;
            }
        }
    }

    int size() {
        return members.length;
    }

    int member(int j) {
        return members[j];
    }

    /** Puts the squared Euclidean distance between {@code filter} and member j into squared[j]; length {@value #CAPACITY}. */
    void squaredDistances(int filter, float[] squared) {
        float[] weights = filters.weights();
        int width = filters.weightsPerFilter();
        int start = filter * width;
        float factor = (float) scale[filter];
        Arrays.fill(squared, 0);
        int k = 0;
        for (; k + 4 <= width; k += 4) {
            addFour(
                    squared,
                    k * CAPACITY,
                    weights[start + k] * factor,
                    weights[start + k + 1] * factor,
                    weights[start + k + 2] * factor,
                    weights[start + k + 3] * factor);
        }
        for (; k < width; k++) {
            addOne(squared, k * CAPACITY, weights[start + k] * factor);
        }
    }

    private void addFour(float[] squared, int row, float w0, float w1, float w2, float w3) {
        float[] block = packed;
        for (int j = 0; j < CAPACITY; j++) {
            float d0 = block[row + j] - w0;
            float d1 = block[row + CAPACITY + j] - w1;
            float d2 = block[row + 2 * CAPACITY + j] - w2;
            float d3 = block[row + 3 * CAPACITY + j] - w3;
            squared[j] += (d0 * d0 + d1 * d1) + (d2 * d2 + d3 * d3);
        }
    }

    private void addOne(float[] squared, int row, float weight) {
        float[] block = packed;
        for (int j = 0; j < CAPACITY; j++) {
            float difference = block[row + j] - weight;
            squared[j] += difference * difference;
        }
    }
}

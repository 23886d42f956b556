package io.filterfit.norm;

import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import io.filterfit.spec.Norm;
import java.util.stream.IntStream;

/**
 * The filters of one coupled group, each flattened to a vector; where a group has several members, filter i is the
 * concatenation of all members' filters i.
 *
 * <p>The arrays are taken as they are, since they may hold hundreds of megabytes: whoever passes them must not change them
 * afterwards, nor may whoever reads them.
 *
 * @param group the group's name, used in messages and as part of the seed of random picks
 * @param filters n, at least 1
 * @param weightsPerFilter length of a flattened filter, at least 1
 * @param weights filter by filter, row-major [n, weightsPerFilter]; finite numbers
 * @param dead dead[i] is true where filter i's output is constant, so that nothing is lost with it
 */
public record FilterSet(String group, int filters, int weightsPerFilter, float[] weights, boolean[] dead) {

    /** @throws CompressionException MODEL_UNSUPPORTED if there are no filters or a weight is not a finite number */
    public FilterSet {
        if (filters < 1 || weightsPerFilter < 1) {
            throw new CompressionException(
                    FailureReason.MODEL_UNSUPPORTED,
                    "group '" + group + "' has " + filters + " filters of " + weightsPerFilter
                            + " weights; a group that is to be analysed needs at least one of each");
        }
        if (weights.length != (long) filters * weightsPerFilter || dead.length != filters) {
            throw new IllegalArgumentException(
                    "group '" + group + "': " + weights.length + " weights and " + dead.length
                            + " dead flags do not make " + filters + " filters of " + weightsPerFilter + " weights");
        }
        for (int i = 0; i < weights.length; i++) {
            if (!Float.isFinite(weights[i])) {
                throw new CompressionException(
                        FailureReason.MODEL_UNSUPPORTED,
                        "filter " + i / weightsPerFilter + " of group '" + group + "' holds the weight " + weights[i]
                                + "; submit a model whose weights are all finite, for instance an earlier checkpoint");
            }
        }
    }

    /** v_1..v_n in filter order, computed in double. */
    public double[] norms(Norm norm) {
        return IntStream.range(0, filters)
                .parallel()
                .mapToDouble(filter -> norm(norm, filter))
                .toArray();
    }

    /** How many filters are dead. */
    public int deadFilters() {
        return (int) IntStream.range(0, filters).filter(i -> dead[i]).count();
    }

    /** A set of the given filters only, in the given order; their weights are copied. */
    public FilterSet subset(int[] indices) {
        float[] picked = new float[Math.multiplyExact(indices.length, weightsPerFilter)];
        boolean[] pickedDead = new boolean[indices.length];
        for (int i = 0; i < indices.length; i++) {
            System.arraycopy(weights, indices[i] * weightsPerFilter, picked, i * weightsPerFilter, weightsPerFilter);
            pickedDead[i] = dead[indices[i]];
        }
        return new FilterSet(group, indices.length, weightsPerFilter, picked, pickedDead);
    }

    private double norm(Norm norm, int filter) {
        int start = filter * weightsPerFilter;
        int end = start + weightsPerFilter;
        return norm == Norm.L1 ? sumOfMagnitudes(start, end) : Math.sqrt(sumOfSquares(start, end));
    }

    /** In four parts, which the processor can add at the same time. */
    private double sumOfSquares(int start, int end) {
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        int i = start;
        for (; i + 4 <= end; i += 4) {
            first += (double) weights[i] * weights[i];
            second += (double) weights[i + 1] * weights[i + 1];
            third += (double) weights[i + 2] * weights[i + 2];
            fourth += (double) weights[i + 3] * weights[i + 3];
        }
        for (; i < end; i++) {
            first += (double) weights[i] * weights[i];
        }
        return first + second + (third + fourth);
    }

    private double sumOfMagnitudes(int start, int end) {
        double sum = 0;
        for (int i = start; i < end; i++) {
            sum += Math.abs(weights[i]);
        }
        return sum;
    }
}

package io.filterfit.graph;

import java.util.List;
import java.util.Optional;

/**
 * How a parameter array of a layer is laid out along the channels that the layer reads and writes.
 *
 * @param name as the layer's parameter table names it
 * @param kind what it does
 * @param axes the dimensions that channels run along
 */
public record Parameter(String name, Kind kind, List<Axis> axes) {

    public Parameter {
        axes = List.copyOf(axes);
    }

    /** What a parameter does, which decides whether it counts, is analysed and is zeroed with its filter. */
    public enum Kind {
        /** Weights that are multiplied with the input: they make up filters, cost multiply-accumulates and are zeroed. */
        KERNEL,
        /** Added to or multiplied with a finished channel; zeroed. */
        OFFSET_OR_SCALE,
        /** Trained, but a channel that is 0 stays 0 whatever its value is. */
        SLOPE,
        /** Running statistics, not trained. */
        STATISTIC
    }

    /** Whose channels run along a dimension. */
    public enum Side {
        INPUT,
        OUTPUT
    }

    /**
     * @param dimension of the array, counted from 0; negative ones from its last, which is -1
     * @param side whose channels
     * @param repeat how many consecutive indices belong to one channel
     */
    public record Axis(int dimension, Side side, int repeat) {

        static Axis input(int dimension) {
            return new Axis(dimension, Side.INPUT, 1);
        }

        static Axis output(int dimension) {
            return new Axis(dimension, Side.OUTPUT, 1);
        }

        /** The dimension in an array of that rank. */
        public int of(int rank) {
            return dimension < 0 ? rank + dimension : dimension;
        }
    }

    /** The dimension in which channels of that side run, if there is one. */
    public Optional<Axis> axis(Side side) {
        return axes.stream().filter(axis -> axis.side() == side).findFirst();
    }

    static Parameter kernel(String name, Axis... axes) {
        return new Parameter(name, Kind.KERNEL, List.of(axes));
    }

    /** One number for each output channel. */
    static Parameter perChannel(String name, Kind kind) {
        return new Parameter(name, kind, List.of(Axis.output(-1)));
    }
}

package io.filterfit.evaluation;

/**
 * What became of one layer's arithmetic and time.
 *
 * @param layer the network's name of it; what is done in passing (batch norm, sum, activation) counts for its convolution
 * @param type its class without the package, for instance {@code ConvolutionLayer}
 * @param filtersBefore channels or units that it gives
 * @param macsBefore multiply-accumulates for one image; 0 where it does no such arithmetic
 * @param millisecondsBefore for a batch; 0 where that network has no such layer
 * @param lost milliseconds for a batch by which it keeps the network from being faster by the ratio of its FLOPs (see {@link
 *     SpeedUp}); negative where it makes up for others
 * @param cause why it loses time; null where it loses none or none is known
 */
public record LayerSpeedUp(
        String layer,
        String type,
        long filtersBefore,
        long filtersAfter,
        long macsBefore,
        long macsAfter,
        double millisecondsBefore,
        double millisecondsAfter,
        double lost,
        Cause cause) {

    /** What keeps a layer from being as much faster as its FLOPs are fewer. */
    public enum Cause {
        /** Nothing of it was cut, and it takes more than its share of the time. */
        UNCUT,
        /** It moves data and multiplies nothing: pooling, a sum, a change of layout. */
        MEMORY,
        /** Its filters are no multiple of what a vector register holds, so part of the last one is computed for nothing. */
        PARTLY_FILLED_VECTORS,
        /** So little of the time that starting the work counts. */
        SMALL
    }

    /** Fewer multiply-accumulates by this factor; NaN where it has none. */
    public double flopsRatio() {
        return (double) macsBefore / macsAfter;
    }

    /** Less time by this factor. */
    public double timeRatio() {
        return millisecondsBefore / millisecondsAfter;
    }
}

package io.filterfit.surgery;

/**
 * How far a pruned network is from the masked one.
 *
 * @param images images in the fixed batch
 * @param maximumDifference the largest absolute difference of any output
 * @param outputScale the largest absolute output of the masked network
 * @param tolerance the largest difference that passes, as a share of the scale
 */
public record Equivalence(int images, double maximumDifference, double outputScale, double tolerance) {

    /** Whether the difference is at most the tolerance; never if an output is not a finite number. */
    public boolean holds() {
        return Double.isFinite(outputScale) && maximumDifference <= tolerance * outputScale;
    }
}

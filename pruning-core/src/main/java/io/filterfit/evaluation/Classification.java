package io.filterfit.evaluation;

/**
 * How a network classified the images of one split.
 *
 * @param split {@code validation} or {@code test}
 * @param total images
 * @param correct images whose most probable class is the right one
 * @param correctTop5 images whose right class is among the five most probable
 * @param loss mean cross-entropy in nats
 * @param accuracy 95 % Wilson interval around {@code correct / total}
 * @param confusion confusion[actual][predicted], counts
 * @param imagesPerSecond throughput of the pass
 */
public record Classification(
        String split,
        int total,
        int correct,
        int correctTop5,
        double loss,
        Interval accuracy,
        int[][] confusion,
        double imagesPerSecond) {

    /** A share with its 95 % Wilson interval; all three in [0, 1]. */
    public record Interval(double value, double lower, double upper) {}
}

package io.filterfit.evaluation;

import io.filterfit.dataset.ImageSplit;
import io.filterfit.nd4j.NativeRuntime;
import io.filterfit.spec.LatencyRuntime;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Time of a forward pass in milliseconds, original and pruned network measured interleaved with the same threads.
 *
 * @param batch images per pass
 * @param passes measured passes of each network
 * @param threads arithmetic threads
 */
public record Latency(int batch, int passes, int threads, Percentiles original, Percentiles pruned) {

    private static final int WARM_UP_PASSES = 5;

    /**
     * Times forward passes of two networks in turn, so that whatever else the machine does meets both alike.
     *
     * @param batch images per pass; the first of {@code images}, again from the start where there are fewer
     * @param passes of each network, at least 1
     */
    public static Latency interleaved(
            ComputationGraph original, ComputationGraph pruned, ImageSplit images, int batch, int passes) {
        return interleaved(original, pruned, images, batch, passes, LatencyRuntime.NATIVE);
    }

    /**
     * As {@link #interleaved(ComputationGraph, ComputationGraph, ImageSplit, int, int)}, in a runtime of choice.
     *
     * @throws io.filterfit.spec.CompressionException MODEL_UNSUPPORTED if that is ONNX Runtime and a network cannot be written as ONNX
     */
    public static Latency interleaved(
            ComputationGraph original,
            ComputationGraph pruned,
            ImageSplit images,
            int batch,
            int passes,
            LatencyRuntime runtime) {
        int threads = NativeRuntime.start().threads();
        ImageSplit measured = batch(images, batch);
        double[] originalMillis = new double[passes];
        double[] prunedMillis = new double[passes];
        try (PreparedPass originalPass = PreparedPass.of(original, measured, runtime);
                PreparedPass prunedPass = PreparedPass.of(pruned, measured, runtime)) {
            for (int pass = -WARM_UP_PASSES; pass < passes; pass++) {
                double first = millis(originalPass);
                double second = millis(prunedPass);
                if (pass >= 0) {
                    originalMillis[pass] = first;
                    prunedMillis[pass] = second;
                }
            }
        }
        return new Latency(batch, passes, threads, Percentiles.of(originalMillis), Percentiles.of(prunedMillis));
    }

    /** As many images as a batch has; from the start again where there are fewer. */
    static ImageSplit batch(ImageSplit images, int size) {
        int[] repeated = IntStream.range(0, size).map(i -> i % images.size()).toArray();
        return images.select(images.name(), repeated);
    }

    /** Of the medians: how many times as fast the pruned network is. */
    public double speedUp() {
        return original.median() / pruned.median();
    }

    private static double millis(PreparedPass pass) {
        long start = System.nanoTime();
        pass.run();
        return (System.nanoTime() - start) / 1e6;
    }

    /** In milliseconds. */
    public record Percentiles(double median, double p95) {

        private static Percentiles of(double[] millis) {
            Percentile percentile = new Percentile();
            percentile.setData(millis);
            return new Percentiles(percentile.evaluate(50), percentile.evaluate(95));
        }
    }
}

package io.filterfit.evaluation;

import io.filterfit.dataset.ImageSplit;
import io.filterfit.dataset.NetworkInput;
import io.filterfit.nd4j.NativeRuntime;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.interval.ConfidenceInterval;
import org.apache.commons.math3.stat.interval.WilsonScoreInterval;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

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

    private static final int BATCH = 250;
    private static final int TOP = 5;

    /** Classifies every image of a split. */
    public static Classification of(ComputationGraph network, ImageSplit images) {
        return of(network, images, () -> {});
    }

    /**
     * Classifies every image of a split.
     *
     * @param beforeEveryBatch may throw, and so end it
     */
    public static Classification of(ComputationGraph network, ImageSplit images, Runnable beforeEveryBatch) {
        NativeRuntime.start();
        NetworkInput input = NetworkInput.of(network);
        input.check(images);
        int[][] confusion = new int[images.classes()][images.classes()];
        int correct = 0;
        int correctTop5 = 0;
        double loss = 0;
        long nanos = 0;
        try (ForwardPass pass = ForwardPass.of(network)) {
            for (int from = 0; from < images.size(); from += BATCH) {
                beforeEveryBatch.run();
                int to = Math.min(images.size(), from + BATCH);
                int[] labels = IntStream.range(from, to).map(images::label).toArray();
                try (INDArray features = images.features(from, to, input.layout())) {
                    long start = System.nanoTime();
                    Predictions predictions = Predictions.of(pass.logits(features), input.classes());
                    nanos += System.nanoTime() - start;
                    loss += predictions.loss(labels);
                    correct += predictions.correct(labels);
                    for (int image = 0; image < labels.length; image++) {
                        confusion[labels[image]][predictions.mostProbable(image)]++;
                        correctTop5 += predictions.rank(image, labels[image]) < TOP ? 1 : 0;
                    }
                }
            }
        }
        return new Classification(
                images.name(),
                images.size(),
                correct,
                correctTop5,
                loss / images.size(),
                Interval.wilson(correct, images.size()),
                confusion,
                images.size() / (nanos / 1e9));
    }

    /** A share with its 95 % Wilson interval; all three in [0, 1]. */
    public record Interval(double value, double lower, double upper) {

        private static final double CONFIDENCE = 0.95;

        /** Of {@code successes} in {@code trials} (Wilson, 1927). */
        public static Interval wilson(int successes, int trials) {
            ConfidenceInterval interval = new WilsonScoreInterval().createInterval(trials, successes, CONFIDENCE);
            return new Interval(
                    (double) successes / trials,
                    Math.max(0, interval.getLowerBound()),
                    Math.min(1, interval.getUpperBound()));
        }
    }
}

package io.filterfit.evaluation;

import io.filterfit.dataset.ImageSplit;
import io.filterfit.dataset.NetworkInput;
import io.filterfit.onednn.CompiledPasses;
import io.filterfit.onednn.InferenceProgram;
import io.filterfit.onednn.LayerTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Milliseconds that each layer of two networks takes, by its name, in the order in which they run; medians over passes.
 */
record LayerTimes(Map<String, Double> original, Map<String, Double> pruned) {

    private static final int WARM_UP_PASSES = 5;

    /** Times compiled passes of two networks in turn, as {@link Latency#interleaved} does. */
    static LayerTimes interleaved(
            ComputationGraph original, ComputationGraph pruned, ImageSplit images, int batch, int passes) {
        ImageSplit measured = Latency.batch(images, batch);
        try (Timed first = new Timed(original, measured);
                Timed second = new Timed(pruned, measured)) {
            for (int pass = -WARM_UP_PASSES; pass < passes; pass++) {
                first.run(pass >= 0);
                second.run(pass >= 0);
            }
            return new LayerTimes(first.medians(), second.medians());
        }
    }

    private static final class Timed implements AutoCloseable {

        private final INDArray features;
        private final InferenceProgram program;
        private final Map<String, List<Double>> milliseconds = new LinkedHashMap<>();

        Timed(ComputationGraph network, ImageSplit images) {
            CNN2DFormat layout = NetworkInput.of(network).layout();
            features = images.features(0, images.size(), layout);
            program = new InferenceProgram(network, features.shape(), layout, CompiledPasses.precision());
        }

        void run(boolean counts) {
            List<LayerTime> times = program.time(features);
            if (counts) {
                times.forEach(time -> milliseconds
                        .computeIfAbsent(time.layer(), layer -> new ArrayList<>())
                        .add(time.milliseconds()));
            }
        }

        Map<String, Double> medians() {
            Map<String, Double> medians = new LinkedHashMap<>();
            milliseconds.forEach((layer, times) -> medians.put(
                    layer,
                    new Median()
                            .evaluate(times.stream()
                                    .mapToDouble(Double::doubleValue)
                                    .toArray())));
            return medians;
        }

        @Override
        public void close() {
            program.close();
            features.close();
        }
    }
}

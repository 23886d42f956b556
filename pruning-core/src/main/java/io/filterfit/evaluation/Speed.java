package io.filterfit.evaluation;

import io.filterfit.dataset.ImageSplit;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * What the clock says of a network before and after pruning.
 *
 * @param latency one entry a size of batch, smallest first
 * @param speedUp at the largest batch
 */
public record Speed(List<Latency> latency, SpeedUp speedUp) {

    private static final int SINGLE = 1;
    private static final int SINGLE_PASSES = 60;
    private static final int BATCH = 64;
    private static final int BATCH_PASSES = 20;

    /** @param images to classify meanwhile; what they show does not matter */
    public static Speed of(ComputationGraph original, ComputationGraph pruned, ImageSplit images) {
        Latency single = Latency.interleaved(original, pruned, images, SINGLE, SINGLE_PASSES);
        Latency batch = Latency.interleaved(original, pruned, images, BATCH, BATCH_PASSES);
        return new Speed(List.of(single, batch), SpeedUp.measure(original, pruned, images, batch));
    }
}

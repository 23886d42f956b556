package io.filterfit.recovery;

import io.filterfit.dataset.ImageSplit;
import io.filterfit.graph.ChannelFlow;
import io.filterfit.graph.VertexFlow;
import io.filterfit.model.InputShape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Unlabelled images in batches, as a network with one input takes them.
 *
 * @param batches [n, c, h, w] or [n, h, w, c], n at most {@value #BATCH}
 */
public record CalibrationImages(List<INDArray> batches) {

    private static final int BATCH = 64;

    /** What activations held at a time may occupy, of the original and the pruned network together. */
    private static final long MEMORY = 1L << 30;

    public CalibrationImages {
        batches = List.copyOf(batches);
        if (batches.isEmpty()) {
            throw new IllegalArgumentException("there are no calibration images");
        }
    }

    /**
     * The first images of a split: as many as asked for, fewer if the activations of so many would not fit into memory.
     *
     * @param flow of the network that they calibrate
     */
    public static CalibrationImages of(ImageSplit split, int images, InputShape shape, ChannelFlow flow) {
        long affordable = Math.max(BATCH, MEMORY / (2 * Float.BYTES * largestFrontier(flow)));
        int count = (int) Math.min(Math.min(images, split.size()), affordable);
        List<INDArray> batches = new ArrayList<>();
        for (int from = 0; from < count; from += BATCH) {
            batches.add(split.features(from, Math.min(count, from + BATCH), shape.layout()));
        }
        return new CalibrationImages(batches);
    }

    public int images() {
        return batches.stream().mapToInt(batch -> (int) batch.size(0)).sum();
    }

    /** The most elements of one image's activations that are still to be read at any time. */
    private static long largestFrontier(ChannelFlow flow) {
        Map<String, Integer> readers = Frontier.readers(flow);
        Map<String, Long> held = new HashMap<>();
        flow.networkInputTypes().forEach((input, type) -> held.put(input, type.arrayElementsPerExample()));
        long largest = 1;
        for (VertexFlow vertex : flow.vertices()) {
            held.put(vertex.name(), vertex.outputType().arrayElementsPerExample());
            largest = Math.max(
                    largest, held.values().stream().mapToLong(Long::longValue).sum());
            for (String input : vertex.inputNames()) {
                if (readers.merge(input, -1, Integer::sum) == 0) {
                    held.remove(input);
                }
            }
        }
        return largest;
    }
}

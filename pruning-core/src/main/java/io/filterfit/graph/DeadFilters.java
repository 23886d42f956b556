package io.filterfit.graph;

import io.filterfit.graph.FilterGroup.Member;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Finds filters whose output is the same whatever the input is: all weights are about 0, or the batch normalisation right behind them
 * has a scale of about 0. "About" is {@value #NEGLIGIBLE} of the largest in the layer. A filter of a group is dead when it is in every
 * layer that makes the group's channels.
 */
final class DeadFilters {

    private static final double NEGLIGIBLE = 1e-4;

    private final ComputationGraph graph;
    private final boolean[] dead;

    DeadFilters(ComputationGraph graph, int filters) {
        this.graph = graph;
        dead = new boolean[filters];
        Arrays.fill(dead, true);
    }

    /** @param rows the member's kernel, channel by channel */
    void add(Member member, float[] rows, int weightsPerChannel) {
        boolean[] constant = negligible(largestByRow(rows, weightsPerChannel));
        scaleBehind(member.layer()).ifPresent(scale -> {
            boolean[] silenced = negligible(scale);
            for (int channel = 0; channel < constant.length; channel++) {
                constant[channel] |= silenced[channel];
            }
        });
        for (int filter = 0; filter < dead.length; filter++) {
            for (int channel : member.channels()[filter]) {
                dead[filter] &= constant[channel];
            }
        }
    }

    boolean[] dead() {
        return dead;
    }

    private static float[] largestByRow(float[] rows, int weightsPerRow) {
        float[] largest = new float[rows.length / weightsPerRow];
        for (int i = 0; i < rows.length; i++) {
            largest[i / weightsPerRow] = Math.max(largest[i / weightsPerRow], Math.abs(rows[i]));
        }
        return largest;
    }

    private static boolean[] negligible(float[] magnitudes) {
        float largest = 0;
        for (float magnitude : magnitudes) {
            largest = Math.max(largest, Math.abs(magnitude));
        }
        boolean[] negligible = new boolean[magnitudes.length];
        for (int i = 0; i < negligible.length; i++) {
            negligible[i] = Math.abs(magnitudes[i]) <= NEGLIGIBLE * largest;
        }
        return negligible;
    }

    /** The scale of the batch normalisation that alone reads the layer. */
    private Optional<float[]> scaleBehind(String layer) {
        List<String> readers = new ArrayList<>();
        graph.getConfiguration().getVertexInputs().forEach((reader, inputs) -> {
            if (inputs.contains(layer)) {
                readers.add(reader);
            }
        });
        if (readers.size() != 1
                || graph.getConfiguration().getNetworkOutputs().contains(layer)
                || !(graph.getConfiguration().getVertices().get(readers.get(0)) instanceof LayerVertex vertex)
                || !(vertex.getLayerConf().getLayer() instanceof BatchNormalization normalisation)
                || normalisation.isLockGammaBeta()) {
            return Optional.empty();
        }
        INDArray scale = graph.getLayer(readers.get(0)).getParam(BatchNormalizationParamInitializer.GAMMA);
        return Optional.of(scale.dup().data().asFloat());
    }
}

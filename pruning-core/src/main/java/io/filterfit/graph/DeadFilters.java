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
 * Finds filters whose output is the same whatever the input is: all weights are 0, or the batch normalisation right behind them
 * has a scale of about 0: at most {@value #NEGLIGIBLE_SCALE} of the layer's largest (trained CIFAR ResNets have scales below 0.0011 and
 * above 0.03, and nothing in between). A filter of a group is dead when it is in every layer that makes the group's channels.
 */
final class DeadFilters {

    private static final double NEGLIGIBLE_SCALE = 5e-3;

    /** Small weights are no sign of death, since a batch normalisation may make much of them; next to nothing is. */
    private static final double NEGLIGIBLE_WEIGHT = 1e-6;

    private final ComputationGraph graph;
    private final boolean[] dead;

    DeadFilters(ComputationGraph graph, int filters) {
        this.graph = graph;
        dead = new boolean[filters];
        Arrays.fill(dead, true);
    }

    /** @param rows the member's kernel, channel by channel */
    void add(Member member, float[] rows, int weightsPerChannel) {
        boolean[] constant = negligible(largestByRow(rows, weightsPerChannel), NEGLIGIBLE_WEIGHT);
        scaleBehind(member.layer()).ifPresent(scale -> {
            boolean[] silenced = negligible(scale.dup().data().asFloat(), NEGLIGIBLE_SCALE);
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

    /** Makes the scales 0 that are about 0, of these channels. */
    void silenceScaleBehind(String layer, int[] channels) {
        scaleBehind(layer).ifPresent(scale -> {
            boolean[] silenced = negligible(scale.dup().data().asFloat(), NEGLIGIBLE_SCALE);
            for (int channel : channels) {
                if (silenced[channel]) {
                    scale.putScalar(channel, 0);
                }
            }
        });
    }

    boolean[] dead() {
        return dead;
    }

    private static float[] largestByRow(float[] rows, int weightsPerRow) {
        float[] largest = new float[rows.length / weightsPerRow];
        for (int row = 0; row < largest.length; row++) {
            float magnitude = 0;
            for (int i = row * weightsPerRow; i < (row + 1) * weightsPerRow; i++) {
                magnitude = Math.max(magnitude, Math.abs(rows[i]));
            }
            largest[row] = magnitude;
        }
        return largest;
    }

    private static boolean[] negligible(float[] magnitudes, double share) {
        float largest = 0;
        for (float magnitude : magnitudes) {
            largest = Math.max(largest, Math.abs(magnitude));
        }
        boolean[] negligible = new boolean[magnitudes.length];
        for (int i = 0; i < negligible.length; i++) {
            negligible[i] = Math.abs(magnitudes[i]) <= share * largest;
        }
        return negligible;
    }

    /** The scale of the batch normalisation that alone reads the layer. */
    private Optional<INDArray> scaleBehind(String layer) {
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
        return Optional.of(graph.getLayer(readers.get(0)).getParam(BatchNormalizationParamInitializer.GAMMA));
    }
}

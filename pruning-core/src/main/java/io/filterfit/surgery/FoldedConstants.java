package io.filterfit.surgery;

import io.filterfit.graph.ChannelFlow;
import io.filterfit.graph.CoupledGroups;
import io.filterfit.graph.Cut;
import io.filterfit.graph.FilterGroup;
import io.filterfit.graph.VertexFlow;
import io.filterfit.model.GraphCopy;
import io.filterfit.nd4j.ArrayViews;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.conf.layers.Convolution2D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What the layers that read dead filters lose with them, to be added to their biases.
 *
 * <p>A dead filter gives the same number whatever the image is, and behind batch norms, activation functions, pools and additions of other
 * dead filters it is still one number, c. A layer with weights W that reads the channel gets c times the sum of the channel's weights
 * from it, at every pixel. That is exact for dense layers, and for convolutions in the interior of the image. Where a convolution is
 * padded, it would have read zeros beyond the border and not c: there, the pixels whose window leaves the image are computed as though c
 * went on.
 *
 * <p>The number goes into the layer's bias, or into the running mean of the batch normalisation that alone reads a layer without one;
 * a layer that has neither loses it, as it loses what the living filters gave.
 */
final class FoldedConstants {

    private static final Set<Class<? extends Layer>> FOLDED =
            Set.of(ConvolutionLayer.class, Convolution2D.class, DenseLayer.class, OutputLayer.class);

    /** How far a channel may vary between images, as a share of its value, and still be constant. */
    private static final double VARIATION = 1e-4;

    private final ChannelFlow flow;
    /** By layer, what is added to each of its channels. */
    private final Map<String, double[]> shifts;

    private FoldedConstants(ChannelFlow flow, Map<String, double[]> shifts) {
        this.flow = flow;
        this.shifts = shifts;
    }

    /** @param kept the filters that stay by the name of their group; groups that are not named keep all */
    static FoldedConstants of(ComputationGraph graph, CoupledGroups groups, Map<String, int[]> kept) {
        Map<String, boolean[]> gone = deadAndGone(graph, groups, kept);
        if (gone.isEmpty()) {
            return new FoldedConstants(groups.flow(), Map.of());
        }
        ComputationGraph silenced = GraphCopy.of(graph);
        Map<String, int[]> left = new HashMap<>();
        gone.forEach((name, dead) -> {
            groups.group(name).orElseThrow().silence(silenced, dead);
            left.put(
                    name,
                    IntStream.range(0, dead.length)
                            .filter(filter -> !dead[filter])
                            .toArray());
        });
        Map<String, INDArray> activations = silenced.feedForward(EquivalenceGate.batch(silenced, groups), false);
        Cut cut = groups.cut(left);
        Map<String, double[]> shifts = new LinkedHashMap<>();
        for (VertexFlow vertex : groups.flow().vertices()) {
            if (isFolded(vertex)) {
                double[] constants = constants(
                        vertex, cut, activations.get(vertex.inputNames().get(0)));
                if (Arrays.stream(constants).anyMatch(constant -> constant != 0)) {
                    shifts.put(
                            vertex.name(),
                            shift(silenced.getLayer(vertex.name()).getParam("W"), constants));
                }
            }
        }
        return new FoldedConstants(groups.flow(), shifts);
    }

    /** By group, which of its filters are dead and not kept; only groups that have some. */
    private static Map<String, boolean[]> deadAndGone(
            ComputationGraph graph, CoupledGroups groups, Map<String, int[]> kept) {
        Map<String, boolean[]> gone = new LinkedHashMap<>();
        for (FilterGroup group : groups.groups()) {
            int[] staying = kept.get(group.name());
            if (staying == null || staying.length == group.size()) {
                continue;
            }
            boolean[] dead = group.dead(graph);
            for (int filter : staying) {
                dead[filter] = false;
            }
            if (IntStream.range(0, dead.length).anyMatch(filter -> dead[filter])) {
                gone.put(group.name(), dead);
            }
        }
        return gone;
    }

    private static boolean isFolded(VertexFlow vertex) {
        Layer layer = vertex.layer().orElse(null);
        return layer != null
                && FOLDED.contains(layer.getClass())
                && !(layer instanceof DenseLayer dense && dense.hasLayerNorm());
    }

    /**
     * The constants that reach a layer, by input channel: 0 for channels that stay or are not constant. Of an image, the pixel in the
     * middle is looked at, which borders reach last.
     */
    private static double[] constants(VertexFlow vertex, Cut cut, INDArray activation) {
        INDArray inputs = behindPreprocessor(vertex, activation);
        INDArray middle =
                inputs.rank() == 4 ? middle(inputs, (InputTypeConvolutional) vertex.layerInputType()) : inputs;
        double[] constants = new double[vertex.layerInput().size()];
        for (int channel = 0; channel < constants.length; channel++) {
            if (cut.removes(vertex.layerInput(), channel)) {
                double one = middle.getDouble(0, channel);
                double other = middle.getDouble(1, channel);
                boolean constant = Math.abs(one - other) <= VARIATION * Math.abs(one);
                constants[channel] = constant ? one : 0;
            }
        }
        return constants;
    }

    private static INDArray behindPreprocessor(VertexFlow vertex, INDArray activation) {
        InputPreProcessor preprocessor = ((LayerVertex) vertex.vertex()).getPreProcessor();
        return preprocessor == null
                ? activation
                : preprocessor.preProcess(activation, (int) activation.size(0), LayerWorkspaceMgr.noWorkspaces());
    }

    /** [n, c] of [n, c, h, w] or [n, h, w, c]. */
    private static INDArray middle(INDArray images, InputTypeConvolutional type) {
        int row = type.getFormat() == CNN2DFormat.NCHW ? 2 : 1;
        long height = images.size(row);
        long width = images.size(row + 1);
        INDArray line = ArrayViews.slice(images, row, height / 2, height / 2 + 1);
        INDArray pixel = ArrayViews.slice(line, row + 1, width / 2, width / 2 + 1);
        return pixel.dup('c').reshape('c', images.size(0), pixel.length() / images.size(0));
    }

    /** @param weights [out, in, kh, kw] of a convolution, [in, out] of a dense layer */
    private static double[] shift(INDArray weights, double[] constants) {
        INDArray fromInputs = weights.rank() == 4 ? weights.sum(2, 3) : weights.transpose();
        double[] shift = new double[(int) fromInputs.size(0)];
        for (int input = 0; input < constants.length; input++) {
            for (int output = 0; constants[input] != 0 && output < shift.length; output++) {
                shift[output] += constants[input] * fromInputs.getDouble(output, input);
            }
        }
        return shift;
    }

    /** Adds them to the biases and means of a graph that has lost the filters of the cut. */
    void addToPruned(ComputationGraph graph, Cut cut) {
        add(graph, cut, true);
    }

    /** Adds them to the biases and means of a graph in which the filters of the cut give 0; these go on giving 0. */
    void addToMasked(ComputationGraph graph, Cut cut) {
        add(graph, cut, false);
    }

    private void add(ComputationGraph graph, Cut cut, boolean pruned) {
        shifts.forEach((name, shift) -> {
            VertexFlow vertex = flow.vertex(name);
            INDArray bias = graph.getLayer(name).paramTable().get("b");
            Optional<INDArray> parameter = bias != null ? Optional.of(bias) : flow.meanBehind(graph, vertex);
            int[] kept = cut.kept(vertex.output());
            parameter.ifPresent(array -> {
                for (int i = 0; i < kept.length; i++) {
                    int place = pruned ? i : kept[i];
                    double added = bias != null ? shift[kept[i]] : -shift[kept[i]];
                    array.putScalar(place, array.getDouble(place) + added);
                }
            });
        });
    }
}

package io.filterfit.recovery;

import io.filterfit.graph.CoupledGroups;
import io.filterfit.graph.Cut;
import io.filterfit.graph.VertexFlow;
import io.filterfit.model.GraphCopy;
import io.filterfit.plan.PruningPlan;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Convolution2D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Refits every layer that lost inputs so that what it computes from those it kept is as near as it can be, in least squares over
 * the calibration images, to what it computed from all of them (He, Zhang, Sun: Channel Pruning for Accelerating Very Deep Neural
 * Networks, 2017).
 *
 * <p>From the first layer to the last: inputs are those of the already refitted network, targets those of the original. A constant is
 * fitted along and goes into the layer's bias, or into the mean of the batch normalisation behind a layer that has none.
 */
public final class Reconstruction {

    private static final Set<Class<? extends Layer>> REFITTED =
            Set.of(ConvolutionLayer.class, Convolution2D.class, DenseLayer.class, OutputLayer.class);

    private final ComputationGraph original;
    private final ComputationGraph pruned;
    private final CoupledGroups groups;
    private final Cut cut;
    private final CalibrationImages images;

    private Reconstruction(
            ComputationGraph original,
            ComputationGraph pruned,
            CoupledGroups groups,
            PruningPlan plan,
            CalibrationImages images) {
        this.original = GraphCopy.of(original);
        this.pruned = GraphCopy.of(pruned);
        this.groups = groups;
        this.images = images;
        cut = groups.cut(plan.kept());
    }

    /**
     * A copy of the pruned network with refitted layers.
     *
     * @param original the network before the cut
     * @param groups its groups
     * @param pruned the network after the cut
     * @param plan what was cut
     */
    public static ComputationGraph of(
            ComputationGraph original,
            CoupledGroups groups,
            ComputationGraph pruned,
            PruningPlan plan,
            CalibrationImages images) {
        return new Reconstruction(original, pruned, groups, plan, images).refit();
    }

    private ComputationGraph refit() {
        Frontier before = new Frontier(original, groups.flow(), images);
        Frontier after = new Frontier(pruned, groups.flow(), images);
        for (VertexFlow vertex : groups.flow().vertices()) {
            if (lostInputs(vertex)) {
                refit(vertex, before, after);
            } else {
                before.advance(vertex, before.run(vertex));
                after.advance(vertex, after.run(vertex));
            }
        }
        return pruned;
    }

    private boolean lostInputs(VertexFlow vertex) {
        return vertex.layer()
                        .filter(layer -> REFITTED.contains(layer.getClass()))
                        .isPresent()
                && cut.kept(vertex.layerInput()).length < vertex.layerInput().size();
    }

    private void refit(VertexFlow vertex, Frontier before, Frontier after) {
        List<INDArray> targets = beforeActivation(original, vertex, before);
        new LayerFit(pruned, vertex, groups.flow(), cut).fit(after.layerInput(vertex), targets);
        BaseLayer layer = (BaseLayer) vertex.layer().orElseThrow();
        before.advance(vertex, activated(targets, layer.getActivationFn()));
        after.advance(vertex, after.run(vertex));
    }

    /** What the layer puts out but for its activation function. */
    private static List<INDArray> beforeActivation(ComputationGraph graph, VertexFlow vertex, Frontier frontier) {
        BaseLayer layer = (BaseLayer) graph.getLayer(vertex.name()).conf().getLayer();
        IActivation function = layer.getActivationFn();
        layer.setActivationFn(new ActivationIdentity());
        List<INDArray> outputs = frontier.run(vertex);
        layer.setActivationFn(function);
        return outputs;
    }

    private static List<INDArray> activated(List<INDArray> batches, IActivation function) {
        return batches.stream()
                .map(batch -> function.getActivation(batch.dup(), false))
                .toList();
    }
}

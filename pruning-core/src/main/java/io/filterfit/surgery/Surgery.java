package io.filterfit.surgery;

import io.filterfit.graph.ChannelFlow;
import io.filterfit.graph.CoupledGroups;
import io.filterfit.graph.Cut;
import io.filterfit.graph.Parameter;
import io.filterfit.graph.Parameter.Axis;
import io.filterfit.graph.Parameter.Side;
import io.filterfit.graph.VertexFlow;
import io.filterfit.model.GraphCopy;
import io.filterfit.plan.PruningPlan;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Removes filters from a graph, or zeroes them. */
public final class Surgery {

    private final ComputationGraph graph;
    private final ChannelFlow flow;
    private final Cut cut;

    private Surgery(ComputationGraph graph, CoupledGroups groups, Map<String, int[]> kept) {
        this.graph = graph;
        flow = groups.flow();
        cut = groups.cut(kept);
    }

    /**
     * A new graph without the filters that the plan does not keep. Weights, biases, scale, shift and running statistics of what stays are
     * those of the original, but for the constants of dead filters, which go into the biases of what read them (see {@link
     * FoldedConstants}); so is the training configuration (updater, schedules, regularisation, iteration and epoch counts);
     * updater state starts anew.
     */
    public static ComputationGraph prune(ComputationGraph graph, PruningPlan plan) {
        return prune(graph, CoupledGroups.of(graph), plan);
    }

    /** As {@link #prune(ComputationGraph, PruningPlan)}, with the graph's groups at hand. */
    public static ComputationGraph prune(ComputationGraph graph, CoupledGroups groups, PruningPlan plan) {
        return prune(graph, groups, plan.kept());
    }

    /** @param kept the filters that stay by the name of their group; groups that are not named keep all */
    static ComputationGraph prune(ComputationGraph graph, CoupledGroups groups, Map<String, int[]> kept) {
        Surgery surgery = new Surgery(graph, groups, kept);
        ComputationGraph pruned = surgery.prune();
        FoldedConstants.of(graph, groups, kept).addToPruned(pruned, surgery.cut);
        return pruned;
    }

    /**
     * A graph of the original's size in which the filters that the plan does not keep give 0: their weights and biases are 0, and
     * so are scale and shift of the batch normalisations behind them. Where an activation function makes something else of 0 (a sigmoid
     * makes 0.5), what reads the channel has zero weights for it instead. The constants of dead filters are in the biases of what reads
     * them, as in the pruned network.
     */
    public static ComputationGraph mask(ComputationGraph graph, PruningPlan plan) {
        return mask(graph, CoupledGroups.of(graph), plan);
    }

    /** As {@link #mask(ComputationGraph, PruningPlan)}, with the graph's groups at hand. */
    public static ComputationGraph mask(ComputationGraph graph, CoupledGroups groups, PruningPlan plan) {
        ComputationGraph masked = GraphCopy.of(graph);
        zero(masked, groups, plan);
        FoldedConstants.of(graph, groups, plan.kept()).addToMasked(masked, groups.cut(plan.kept()));
        return masked;
    }

    /** As {@link #mask(ComputationGraph, PruningPlan)}, but in the graph itself, and without the constants. */
    static void zero(ComputationGraph graph, CoupledGroups groups, PruningPlan plan) {
        new Surgery(graph, groups, plan.kept()).zero();
    }

    private ComputationGraph prune() {
        ComputationGraph pruned = new ComputationGraph(smallerConfiguration());
        long parameters = pruned.getConfiguration().getVertices().values().stream()
                .mapToLong(vertex -> vertex.numParams(false))
                .sum();
        // Given parameters, DL4J does not draw random ones first.
        pruned.init(Nd4j.create(graph.getConfiguration().getDataType(), 1, parameters), false);
        for (VertexFlow vertex : flow.vertices()) {
            if (graph.getVertex(vertex.name()).hasLayer()) {
                carryOver(vertex, pruned.getLayer(vertex.name()));
            }
        }
        return pruned;
    }

    private ComputationGraphConfiguration smallerConfiguration() {
        ComputationGraphConfiguration configuration = GraphCopy.of(graph.getConfiguration());
        Map<String, GraphVertex> vertices = configuration.getVertices();
        for (VertexFlow vertex : flow.vertices()) {
            vertices.put(vertex.name(), vertex.resize(vertices.get(vertex.name()), cut));
        }
        return configuration;
    }

    private void carryOver(VertexFlow vertex, Layer smaller) {
        Map<String, INDArray> arrays = graph.getLayer(vertex.name()).paramTable();
        List<Parameter> parameters = vertex.parameters();
        arrays.forEach((name, array) -> {
            INDArray kept = array;
            for (Parameter parameter : parameters) {
                kept = parameter.name().equals(name) ? slice(vertex, parameter, array) : kept;
            }
            smaller.getParam(name).assign(kept);
        });
    }

    private INDArray slice(VertexFlow vertex, Parameter parameter, INDArray array) {
        INDArray kept = array;
        for (Axis axis : parameter.axes()) {
            int[] channels = cut.kept(vertex.along(axis.side()));
            kept = ChannelArrays.select(kept, axis, channels);
        }
        return kept;
    }

    private void zero() {
        for (VertexFlow vertex : flow.vertices()) {
            for (Parameter parameter : vertex.parameters()) {
                zero(vertex, parameter, graph.getLayer(vertex.name()).getParam(parameter.name()));
            }
        }
    }

    private void zero(VertexFlow vertex, Parameter parameter, INDArray array) {
        if (parameter.kind() != Parameter.Kind.KERNEL && parameter.kind() != Parameter.Kind.OFFSET_OR_SCALE) {
            return;
        }
        boolean ownFilters = parameter.axis(Side.OUTPUT).isPresent();
        for (Axis axis : parameter.axes()) {
            boolean residualOnly = axis.side() == Side.INPUT && ownFilters;
            boolean[] zeroed = new boolean[vertex.along(axis.side()).size()];
            for (int channel = 0; channel < zeroed.length; channel++) {
                zeroed[channel] = cut.removes(vertex.along(axis.side()), channel)
                        && (!residualOnly || vertex.along(axis.side()).residual(channel));
            }
            ChannelArrays.zero(array, axis, zeroed);
        }
    }
}

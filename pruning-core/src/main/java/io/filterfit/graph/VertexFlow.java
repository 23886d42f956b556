package io.filterfit.graph;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * One vertex of a graph with the channels of the activations around it.
 *
 * @param name the vertex's name
 * @param vertex its configuration, not to be changed
 * @param inputNames the vertices it reads
 * @param inputs the channels of each of them
 * @param layerInput the channels that reach the layer, behind the preprocessor; those of the first input if there is none
 * @param layerInputType their type
 * @param output the channels it puts out
 * @param outputType their type
 */
public record VertexFlow(
        String name,
        GraphVertex vertex,
        List<String> inputNames,
        List<Channels> inputs,
        Channels layerInput,
        InputType layerInputType,
        Channels output,
        InputType outputType) {

    /** The layer's configuration, if the vertex holds a layer. */
    public Optional<Layer> layer() {
        return vertex instanceof LayerVertex layerVertex
                ? Optional.of(layerVertex.getLayerConf().getLayer())
                : Optional.empty();
    }

    /** What the layer is to the filters whose channels it puts out. */
    public Role role() {
        return layer().map(layer -> LayerRules.of(layer).role()).orElse(Role.PASSES);
    }

    /** The fewest channels that the layer must be left with. */
    int minimumInputs() {
        return layer().map(layer -> LayerRules.of(layer).minimumInputs()).orElse(1);
    }

    /** How the layer's parameters lie along channels; empty if it has none, or if it can never lose a channel. */
    public List<Parameter> parameters() {
        return layer().map(VertexFlow::parametersOf).orElse(List.of());
    }

    /** How often each weight of the layer's kernel is used for one image. */
    public long positions() {
        return layer().map(layer -> LayerRules.of(layer).positions(layerInputType, outputType))
                .orElse(0L);
    }

    /** The channels that the layer reads or writes. */
    public Channels along(Parameter.Side side) {
        return side == Parameter.Side.INPUT ? layerInput : output;
    }

    /**
     * The vertex after a cut.
     *
     * @param copy a copy of {@link #vertex} that may be changed
     * @return the vertex to put in its place, usually the same
     */
    public GraphVertex resize(GraphVertex copy, Cut cut) {
        return resizeBy(
                copy,
                new KeptChannels(inputs.stream().map(cut::kept).toList(), cut.kept(layerInput), cut.kept(output)));
    }

    private static <L extends Layer> List<Parameter> parametersOf(L layer) {
        return LayerRules.of(layer).parameters(layer);
    }

    private static <V extends GraphVertex> GraphVertex resizeBy(V copy, KeptChannels kept) {
        return VertexRules.of(copy).resize(copy, kept);
    }
}

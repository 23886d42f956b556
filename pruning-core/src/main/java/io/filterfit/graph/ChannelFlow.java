package io.filterfit.graph;

import io.filterfit.model.ActivationTypes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Where every channel of every activation of a graph comes from. */
public final class ChannelFlow {

    static final String NETWORK_INPUT = "it is an input of the network";
    static final String NETWORK_OUTPUT = "it is an output of the network";

    private final Map<String, VertexFlow> vertices = new LinkedHashMap<>();
    private final Map<String, Channels> networkInputs = new LinkedHashMap<>();
    private final Map<String, InputType> inputTypes = new LinkedHashMap<>();
    private final Origins origins = new Origins();

    private ChannelFlow() {}

    /**
     * Walks the graph in topological order.
     *
     * @throws io.filterfit.spec.CompressionException MODEL_UNSUPPORTED if no input shape is pinned to the graph (see {@link
     *     io.filterfit.model.InputShape}), or its layers do not fit each other
     */
    public static ChannelFlow of(ComputationGraph graph) {
        ChannelFlow flow = new ChannelFlow();
        flow.walk(graph);
        return flow;
    }

    /** All vertices but the network's inputs, in topological order. */
    public List<VertexFlow> vertices() {
        return List.copyOf(vertices.values());
    }

    /** The types of the network's inputs by name, in their order. */
    public Map<String, InputType> networkInputTypes() {
        return Collections.unmodifiableMap(inputTypes);
    }

    /** @throws IllegalArgumentException if there is no such vertex */
    public VertexFlow vertex(String name) {
        VertexFlow vertex = vertices.get(name);
        if (vertex == null) {
            throw new IllegalArgumentException("the graph has no vertex '" + name + "'");
        }
        return vertex;
    }

    /**
     * The running mean of the batch normalisation that alone reads a layer, in a graph of this structure: minus a constant there is that
     * constant at the layer's output.
     *
     * @return empty if there is none, or an activation function between
     */
    public Optional<INDArray> meanBehind(ComputationGraph graph, VertexFlow layer) {
        List<VertexFlow> readers = vertices.values().stream()
                .filter(reader -> reader.inputNames().contains(layer.name()))
                .toList();
        boolean linear = layer.layer().orElse(null) instanceof BaseLayer base
                && base.getActivationFn() instanceof ActivationIdentity;
        return linear && readers.size() == 1 && readers.get(0).layer().orElse(null) instanceof BatchNormalization
                ? Optional.of(
                        graph.getLayer(readers.get(0).name()).getParam(BatchNormalizationParamInitializer.GLOBAL_MEAN))
                : Optional.empty();
    }

    /** The channels of the network's inputs and then of all vertices' outputs, in topological order. */
    List<Channels> activations() {
        List<Channels> all = new ArrayList<>(networkInputs.values());
        vertices.values().forEach(vertex -> all.add(vertex.output()));
        return all;
    }

    Origins origins() {
        return origins;
    }

    private void walk(ComputationGraph graph) {
        ComputationGraphConfiguration configuration = graph.getConfiguration();
        Map<String, InputType> types = ActivationTypes.of(graph);
        Map<String, Channels> channels = new HashMap<>();
        for (String input : configuration.getNetworkInputs()) {
            Channels fixed = origins.fixed(ActivationSize.channels(types.get(input)), NETWORK_INPUT);
            networkInputs.put(input, fixed);
            inputTypes.put(input, types.get(input));
            channels.put(input, fixed);
        }
        for (int index : graph.topologicalSortOrder()) {
            String name = graph.getVertices()[index].getVertexName();
            GraphVertex vertex = configuration.getVertices().get(name);
            if (vertex == null) {
                continue; // a network input
            }
            List<String> inputNames = configuration.getVertexInputs().get(name);
            List<InputType> incoming = inputNames.stream().map(types::get).toList();
            List<Channels> inputs = inputNames.stream().map(channels::get).toList();
            Site site = new Site(name, inputs, incoming, types.get(name), origins);
            VertexFlow visited = visit(vertex, inputNames, site);
            vertices.put(name, visited);
            channels.put(name, visited.output());
        }
        configuration.getNetworkOutputs().forEach(output -> origins.fix(channels.get(output), NETWORK_OUTPUT));
    }

    private static VertexFlow visit(GraphVertex vertex, List<String> inputNames, Site site) {
        if (vertex instanceof LayerVertex layerVertex) {
            Site layerSite = LayerVertexRule.behindPreprocessor(layerVertex, site);
            Channels output = LayerVertexRule.layerFlow(layerVertex, layerSite);
            return new VertexFlow(
                    site.name(),
                    vertex,
                    inputNames,
                    site.inputs(),
                    layerSite.input(),
                    layerSite.inputTypes().get(0),
                    output,
                    site.outputType());
        }
        return new VertexFlow(
                site.name(),
                vertex,
                inputNames,
                site.inputs(),
                site.input(),
                site.inputTypes().get(0),
                flowOf(vertex, site),
                site.outputType());
    }

    private static <V extends GraphVertex> Channels flowOf(V vertex, Site site) {
        return VertexRules.of(vertex).flow(vertex, site);
    }
}

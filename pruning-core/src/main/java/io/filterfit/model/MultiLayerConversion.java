package io.filterfit.model;

import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * A multi-layer network as a chain, and back.
 *
 * <p>Deeplearning4j's own conversion renames the layers to their numbers and forgets each layer's general configuration
 * (seed, optimisation); this keeps both. Parameters lie in layer order in either, so they are carried over as one array.
 */
final class MultiLayerConversion {

    private static final String INPUT = "input";

    private MultiLayerConversion() {}

    static ComputationGraphConfiguration toGraph(MultiLayerConfiguration layers) {
        Map<String, GraphVertex> vertices = new LinkedHashMap<>();
        Map<String, List<String>> inputs = new LinkedHashMap<>();
        String last = INPUT;
        for (int i = 0; i < layers.getConfs().size(); i++) {
            NeuralNetConfiguration layer = layers.getConf(i).clone();
            String name = uniqueName(layer, i, vertices);
            layer.getLayer().setLayerName(name);
            InputPreProcessor preProcessor = layers.getInputPreProcess(i);
            vertices.put(name, new LayerVertex(layer, preProcessor == null ? null : preProcessor.clone()));
            inputs.put(name, new ArrayList<>(List.of(last)));
            last = name;
        }
        ComputationGraphConfiguration graph = new ComputationGraphConfiguration();
        graph.setVertices(vertices);
        graph.setVertexInputs(inputs);
        graph.setNetworkInputs(new ArrayList<>(List.of(INPUT)));
        graph.setNetworkOutputs(new ArrayList<>(List.of(last)));
        graph.setDefaultConfiguration(layers.getConf(0).clone());
        graph.setDataType(layers.getDataType());
        graph.setValidateOutputLayerConfig(layers.isValidateOutputLayerConfig());
        graph.setBackpropType(layers.getBackpropType());
        graph.setTrainingWorkspaceMode(layers.getTrainingWorkspaceMode());
        graph.setInferenceWorkspaceMode(layers.getInferenceWorkspaceMode());
        graph.setCacheMode(layers.getCacheMode());
        graph.setIterationCount(layers.getIterationCount());
        graph.setEpochCount(layers.getEpochCount());
        return graph;
    }

    /** The layer's own name; its number where it has none, or one that an earlier layer or the input bears. */
    private static String uniqueName(NeuralNetConfiguration layer, int index, Map<String, GraphVertex> taken) {
        String name = layer.getLayer().getLayerName();
        if (name != null && !name.isBlank() && !name.equals(INPUT) && !taken.containsKey(name)) {
            return name;
        }
        String numbered = "layer" + index;
        while (taken.containsKey(numbered)) {
            numbered = numbered + "_";
        }
        return numbered;
    }

    /** The network of a graph that is a chain of layers. */
    static MultiLayerNetwork toMultiLayer(ComputationGraph graph) {
        ComputationGraphConfiguration chain = graph.getConfiguration();
        List<NeuralNetConfiguration> layers = new ArrayList<>();
        Map<Integer, InputPreProcessor> preProcessors = new HashMap<>();
        String last = chain.getNetworkInputs().get(0);
        for (int index : graph.topologicalSortOrder()) {
            String name = graph.getVertices()[index].getVertexName();
            GraphVertex vertex = chain.getVertices().get(name);
            if (vertex == null && chain.getNetworkInputs().size() == 1) {
                continue;
            }
            if (!(vertex instanceof LayerVertex layer)
                    || !chain.getVertexInputs().get(name).equals(List.of(last))) {
                throw new CompressionException(
                        FailureReason.INTERNAL,
                        "The network at '" + name + "' is no chain of layers, so it cannot be written as a"
                                + " MultiLayerNetwork; write it as a ComputationGraph");
            }
            if (layer.getPreProcessor() != null) {
                preProcessors.put(layers.size(), layer.getPreProcessor().clone());
            }
            layers.add(layer.getLayerConf().clone());
            last = name;
        }
        MultiLayerNetwork network = new MultiLayerNetwork(configuration(chain, layers, preProcessors));
        network.init(graph.params(), true);
        return network;
    }

    private static MultiLayerConfiguration configuration(
            ComputationGraphConfiguration chain,
            List<NeuralNetConfiguration> layers,
            Map<Integer, InputPreProcessor> preProcessors) {
        MultiLayerConfiguration configuration = new MultiLayerConfiguration();
        configuration.setConfs(layers);
        configuration.setInputPreProcessors(preProcessors);
        configuration.setDataType(chain.getDataType());
        configuration.setValidateOutputLayerConfig(chain.isValidateOutputLayerConfig());
        configuration.setBackpropType(chain.getBackpropType());
        configuration.setTrainingWorkspaceMode(chain.getTrainingWorkspaceMode());
        configuration.setInferenceWorkspaceMode(chain.getInferenceWorkspaceMode());
        configuration.setCacheMode(chain.getCacheMode());
        configuration.setIterationCount(chain.getIterationCount());
        configuration.setEpochCount(chain.getEpochCount());
        return configuration;
    }
}

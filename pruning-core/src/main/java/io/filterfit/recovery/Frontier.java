package io.filterfit.recovery;

import io.filterfit.graph.ChannelFlow;
import io.filterfit.graph.VertexFlow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network run vertex by vertex over all calibration images; holds the activations that some vertex is still to read and frees the
 * others.
 */
final class Frontier {

    private final ComputationGraph graph;
    private final CalibrationImages images;
    private final Map<String, Integer> readersLeft;
    private final Map<String, List<INDArray>> activations = new HashMap<>();

    Frontier(ComputationGraph graph, ChannelFlow flow, CalibrationImages images) {
        this.graph = graph;
        this.images = images;
        readersLeft = readers(flow);
        activations.put(flow.networkInputTypes().keySet().iterator().next(), images.batches());
    }

    /** How many vertices read each activation. */
    static Map<String, Integer> readers(ChannelFlow flow) {
        Map<String, Integer> readers = new HashMap<>();
        for (VertexFlow vertex : flow.vertices()) {
            vertex.inputNames().forEach(input -> readers.merge(input, 1, Integer::sum));
        }
        return readers;
    }

    /** What the layer reads, behind its preprocessor, batch by batch. */
    List<INDArray> layerInput(VertexFlow vertex) {
        List<INDArray> inputs = new ArrayList<>();
        InputPreProcessor preprocessor =
                ((LayerVertex) graph.getConfiguration().getVertices().get(vertex.name())).getPreProcessor();
        for (INDArray batch : activations.get(vertex.inputNames().get(0))) {
            inputs.add(
                    preprocessor == null
                            ? batch
                            : preprocessor.preProcess(batch, (int) batch.size(0), LayerWorkspaceMgr.noWorkspaces()));
        }
        return inputs;
    }

    /** Runs a vertex; its inputs must have been put forward. The arrays may be changed by nobody. */
    List<INDArray> run(VertexFlow vertex) {
        GraphVertex running = graph.getVertex(vertex.name());
        List<INDArray> outputs = new ArrayList<>();
        for (int batch = 0; batch < images.batches().size(); batch++) {
            graph.setInput(0, images.batches().get(batch)); // preprocessors are told its size
            for (int input = 0; input < vertex.inputNames().size(); input++) {
                // Some layers compute in place, and others may still read the array.
                INDArray array = activations.get(vertex.inputNames().get(input)).get(batch);
                running.setInput(input, array.dup(), LayerWorkspaceMgr.noWorkspaces());
            }
            outputs.add(running.doForward(false, LayerWorkspaceMgr.noWorkspaces()));
            running.clear();
        }
        return outputs;
    }

    /** Makes what a vertex put out available to its readers, and lets go of what it was the last to read. */
    void advance(VertexFlow vertex, List<INDArray> outputs) {
        if (readersLeft.containsKey(vertex.name())) {
            activations.put(vertex.name(), outputs);
        }
        for (String input : vertex.inputNames()) {
            if (readersLeft.merge(input, -1, Integer::sum) == 0) {
                activations.remove(input);
            }
        }
    }
}

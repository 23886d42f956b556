package io.filterfit.evaluation;

import io.filterfit.model.ActivationTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What one layer (or vertex) of a network costs for one image.
 *
 * @param layer its name
 * @param type its class without the package, for instance {@code ConvolutionLayer}, {@code ElementWiseVertex}
 * @param outputShape of one image: [channels, height, width], or [features]
 * @param parameters trainable ones
 * @param macs multiply-accumulates of convolution and dense layers; 0 for all others
 * @param convolution whether it is a convolution
 */
public record LayerCost(
        String layer, String type, List<Long> outputShape, long parameters, long macs, boolean convolution) {

    private static final Set<String> RUNNING_STATISTICS = Set.of(
            BatchNormalizationParamInitializer.GLOBAL_MEAN,
            BatchNormalizationParamInitializer.GLOBAL_VAR,
            BatchNormalizationParamInitializer.GLOBAL_LOG_STD);

    public LayerCost {
        outputShape = List.copyOf(outputShape);
    }

    /** In topological order. */
    public static List<LayerCost> of(ComputationGraph graph) {
        Map<String, InputType> types = ActivationTypes.of(graph);
        List<LayerCost> costs = new ArrayList<>();
        for (int index : graph.topologicalSortOrder()) {
            GraphVertex vertex = graph.getVertices()[index];
            if (!vertex.isInputVertex()) {
                String name = vertex.getVertexName();
                InputType input = types.get(
                        graph.getConfiguration().getVertexInputs().get(name).get(0));
                costs.add(of(vertex, input, types.get(name)));
            }
        }
        return costs;
    }

    private static LayerCost of(GraphVertex vertex, InputType input, InputType output) {
        String name = vertex.getVertexName();
        if (!vertex.hasLayer()) {
            String type = vertex.getClass().getSimpleName();
            return new LayerCost(name, type, shape(output), 0, 0, false);
        }
        org.deeplearning4j.nn.conf.layers.Layer layer = vertex.getLayer().conf().getLayer();
        long parameters = 0;
        long weights = 0;
        for (Map.Entry<String, INDArray> parameter :
                vertex.getLayer().paramTable(false).entrySet()) {
            long length = parameter.getValue().length();
            parameters += RUNNING_STATISTICS.contains(parameter.getKey()) ? 0 : length;
            weights += layer.initializer().isWeightParam(layer, parameter.getKey()) ? length : 0;
        }
        return new LayerCost(
                name,
                layer.getClass().getSimpleName(),
                shape(output),
                parameters,
                weights * usesOfEachWeight(layer, input, output),
                layer instanceof ConvolutionLayer);
    }

    /** Every weight of a convolution is used once per output pixel; of a transposed one, once per input pixel. */
    private static long usesOfEachWeight(
            org.deeplearning4j.nn.conf.layers.Layer layer, InputType input, InputType output) {
        if (layer instanceof Deconvolution2D) {
            return pixels(input);
        }
        if (layer instanceof ConvolutionLayer) {
            return pixels(output);
        }
        return layer instanceof DenseLayer || layer instanceof BaseOutputLayer ? 1 : 0;
    }

    private static long pixels(InputType type) {
        return type instanceof InputType.InputTypeConvolutional images ? images.getHeight() * images.getWidth() : 1;
    }

    private static List<Long> shape(InputType type) {
        return type instanceof InputType.InputTypeConvolutional images
                ? List.of(images.getChannels(), images.getHeight(), images.getWidth())
                : List.of(type.arrayElementsPerExample());
    }
}

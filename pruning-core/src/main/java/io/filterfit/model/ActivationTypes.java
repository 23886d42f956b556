package io.filterfit.model;

import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InvalidInputTypeException;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * The type (shape without the batch) of what every vertex of a network puts out.
 *
 * <p>Deeplearning4j's own {@code getLayerActivationTypes} rewrites the configuration on the way, and miscounts the channels
 * of a {@link SubsetVertex}; this only looks.
 */
public final class ActivationTypes {

    private ActivationTypes() {}

    /**
     * By vertex name, network inputs included, in topological order, for images of the pinned shape.
     *
     * @throws CompressionException MODEL_UNSUPPORTED if no input shape is pinned to the network, or layers do not fit
     */
    public static Map<String, InputType> of(ComputationGraph graph) {
        ComputationGraphConfiguration configuration = graph.getConfiguration();
        Map<String, InputType> types = new LinkedHashMap<>();
        for (String input : configuration.getNetworkInputs()) {
            types.put(input, inputType(configuration, input));
        }
        int layerIndex = 0;
        for (int index : graph.topologicalSortOrder()) {
            String name = graph.getVertices()[index].getVertexName();
            GraphVertex vertex = configuration.getVertices().get(name);
            if (vertex == null) {
                continue;
            }
            List<InputType> inputs = new ArrayList<>();
            configuration.getVertexInputs().get(name).forEach(input -> inputs.add(types.get(input)));
            types.put(name, outputType(name, vertex, layerIndex++, inputs));
        }
        return types;
    }

    private static InputType inputType(ComputationGraphConfiguration configuration, String input) {
        return InputShape.of(configuration, input)
                .orElseThrow(() -> new CompressionException(
                        FailureReason.MODEL_UNSUPPORTED,
                        "The network does not say how large the images of its input '" + input
                                + "' are, and its cost depends on it; name a data set or their size"))
                .type();
    }

    private static InputType outputType(String name, GraphVertex vertex, int layerIndex, List<InputType> inputs) {
        try {
            if (vertex instanceof SubsetVertex subset
                    && inputs.get(0) instanceof InputType.InputTypeConvolutional images) {
                return InputType.convolutional(
                        images.getHeight(),
                        images.getWidth(),
                        subset.getTo() - subset.getFrom() + 1L,
                        images.getFormat());
            }
            return vertex.getOutputType(layerIndex, inputs.toArray(InputType[]::new));
        } catch (IllegalStateException
                | IllegalArgumentException
                | UnsupportedOperationException
                | InvalidInputTypeException e) {
            throw new CompressionException(
                    FailureReason.MODEL_UNSUPPORTED,
                    "Layer '" + name + "' does not fit its input " + inputs + ": " + e.getMessage(),
                    e);
        }
    }
}

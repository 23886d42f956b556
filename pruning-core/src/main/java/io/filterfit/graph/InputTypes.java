package io.filterfit.graph;

import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * The types of a graph's inputs. A Deeplearning4j configuration does not keep them, so they are read off the layers:
 *
 * <ol>
 *   <li>a {@link FeedForwardToCnnPreProcessor} at the input names height, width and channels (it leaves images as they are);
 *   <li>a dense layer's inputs are the vector's features;
 *   <li>otherwise the first convolution names the channels, and the square size is the one with which every flattened image
 *       further on has the size that the configuration states.
 * </ol>
 */
public final class InputTypes {

    /** Where several sizes agree with a network (a pool of stride 2 forgets a pixel), the customary one is meant. */
    private static final int[] CUSTOMARY = {32, 28, 64, 224, 96, 128, 256, 299, 192, 160, 48};

    private static final int LARGEST = 512;

    private final ComputationGraphConfiguration configuration;
    private final Iterable<String> topologicalOrder;

    private InputTypes(ComputationGraph graph) {
        configuration = graph.getConfiguration();
        topologicalOrder = IntStream.of(graph.topologicalSortOrder())
                .mapToObj(index -> graph.getVertices()[index].getVertexName())
                .toList();
    }

    /**
     * @return the type of each network input by name, in the order of the inputs
     * @throws CompressionException MODEL_UNSUPPORTED if the graph does not tell
     */
    public static Map<String, InputType> of(ComputationGraph graph) {
        return new InputTypes(graph).find();
    }

    private Map<String, InputType> find() {
        Map<String, InputType> types = new LinkedHashMap<>();
        for (String input : configuration.getNetworkInputs()) {
            types.put(input, named(input).orElse(null));
        }
        if (types.containsValue(null)) {
            int size = IntStream.concat(IntStream.of(CUSTOMARY), IntStream.rangeClosed(1, LARGEST))
                    .filter(candidate -> agrees(withSize(types, candidate)))
                    .findFirst()
                    .orElseThrow(() -> untold("has no square input size that all its layers agree with"));
            return withSize(types, size);
        }
        return types;
    }

    private Optional<InputType> named(String input) {
        for (LayerVertex reader : readers(input)) {
            Layer layer = reader.getLayerConf().getLayer();
            InputPreProcessor preprocessor = reader.getPreProcessor();
            if (preprocessor instanceof FeedForwardToCnnPreProcessor image) {
                return Optional.of(InputType.convolutional(
                        image.getInputHeight(), image.getInputWidth(), image.getNumChannels(), layout(layer)));
            }
            if (preprocessor instanceof CnnToFeedForwardPreProcessor image) {
                return Optional.of(InputType.convolutional(
                        image.getInputHeight(), image.getInputWidth(), image.getNumChannels(), image.getFormat()));
            }
            if (preprocessor == null && layer instanceof FeedForwardLayer dense && !readsImages(layer)) {
                return Optional.of(InputType.feedForward(dense.getNIn()));
            }
        }
        return Optional.empty();
    }

    private Map<String, InputType> withSize(Map<String, InputType> named, int size) {
        Map<String, InputType> types = new LinkedHashMap<>();
        named.forEach((input, type) -> types.put(input, type != null ? type : image(input, size)));
        return types;
    }

    private InputType image(String input, int size) {
        for (LayerVertex reader : readers(input)) {
            if (reader.getLayerConf().getLayer() instanceof FeedForwardLayer layer && readsImages(layer)) {
                return InputType.convolutional(size, size, layer.getNIn(), layout(layer));
            }
        }
        throw untold("reads its input '" + input + "' with layers that do not say how many channels it has");
    }

    /** Layers that read the input, directly or behind layers and vertices that have no size of their own. */
    private List<LayerVertex> readers(String input) {
        Set<String> reached = new HashSet<>(Set.of(input));
        Deque<LayerVertex> readers = new ArrayDeque<>();
        for (String name : topologicalOrder) {
            GraphVertex vertex = configuration.getVertices().get(name);
            if (vertex == null
                    || configuration.getVertexInputs().get(name).stream().noneMatch(reached::contains)) {
                continue;
            }
            if (vertex instanceof LayerVertex reader) {
                readers.add(reader);
            }
            if (!(vertex instanceof LayerVertex reader
                    && reader.getLayerConf().getLayer() instanceof FeedForwardLayer)) {
                reached.add(name);
            }
        }
        return List.copyOf(readers);
    }

    /** Whether there is a flattened image, and every one has the size that the configuration states. */
    private boolean agrees(Map<String, InputType> inputs) {
        Map<String, InputType> types = new HashMap<>(inputs);
        boolean flattened = false;
        for (String name : topologicalOrder) {
            GraphVertex vertex = configuration.getVertices().get(name);
            if (vertex == null) {
                continue;
            }
            List<InputType> incoming = configuration.getVertexInputs().get(name).stream()
                    .map(types::get)
                    .toList();
            if (vertex instanceof LayerVertex layer
                    && layer.getPreProcessor() instanceof CnnToFeedForwardPreProcessor flatten
                    && incoming.get(0) instanceof InputTypeConvolutional image) {
                if (image.getHeight() != flatten.getInputHeight() || image.getWidth() != flatten.getInputWidth()) {
                    return false;
                }
                flattened = true;
            }
            try {
                types.put(name, ActivationTypes.output(name, vertex, 0, incoming));
            } catch (CompressionException e) {
                return false; // the candidate is too small for a kernel, or does not fit another input
            }
        }
        return flattened;
    }

    private static boolean readsImages(Layer layer) {
        return layer instanceof ConvolutionLayer || layer instanceof BatchNormalization;
    }

    private static CNN2DFormat layout(Layer layer) {
        if (layer instanceof ConvolutionLayer convolution) {
            return convolution.getCnn2dDataFormat();
        }
        return layer instanceof BatchNormalization normalisation ? normalisation.getCnn2DFormat() : CNN2DFormat.NCHW;
    }

    private static CompressionException untold(String what) {
        return new CompressionException(
                FailureReason.MODEL_UNSUPPORTED,
                "the size of the images that the network reads is not known: it " + what
                        + "; put a FeedForwardToCnnPreProcessor(height, width, channels) at its first layer, which"
                        + " names the size and leaves images as they are");
    }
}

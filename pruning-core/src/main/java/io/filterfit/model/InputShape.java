package io.filterfit.model;

import io.filterfit.model.vertex.ImageVertex;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * The images a network takes.
 *
 * <p>A Deeplearning4j network does not say how large its images are, and a convolutional one with global pooling takes any.
 * Its cost depends on it, so FilterFit pins the shape into the network in the one stock way there is: a {@link
 * FeedForwardToCnnPreProcessor} in front of the first layer. It hands 4-dimensional input on as it is, survives saving,
 * cloning and surgery, and needs no class of ours to be read elsewhere.
 *
 * @param height pixels, at least 1
 * @param width pixels, at least 1
 * @param channels 3 for RGB
 * @param layout order of the axes of a batch: NCHW or NHWC
 */
public record InputShape(int height, int width, int channels, CNN2DFormat layout) {

    /** CIFAR's 32x32 RGB images, channels last: the layout in which Deeplearning4j is fastest on CPUs. */
    public static final InputShape CIFAR = new InputShape(32, 32, 3, CNN2DFormat.NHWC);

    public InputShape {
        if (height < 1 || width < 1 || channels < 1 || layout == null) {
            throw new CompressionException(
                    FailureReason.INVALID_REQUEST,
                    "The input shape " + height + " x " + width + " x " + channels + " " + layout
                            + " is not that of an image; give a height, a width and channels of at least 1 and a layout");
        }
    }

    public InputType type() {
        return InputType.convolutional(height, width, channels, layout);
    }

    /** The shape of a batch in this layout: [n, channels, height, width] or [n, height, width, channels]. */
    public long[] batch(int images) {
        return layout == CNN2DFormat.NCHW
                ? new long[] {images, channels, height, width}
                : new long[] {images, height, width, channels};
    }

    /**
     * The shape that is pinned into a network of one input.
     *
     * @return empty if the network says nothing about it, or has several inputs
     */
    public static Optional<InputShape> of(ComputationGraph graph) {
        ComputationGraphConfiguration configuration = graph.getConfiguration();
        List<String> inputs = configuration.getNetworkInputs();
        return inputs.size() == 1 ? of(configuration, inputs.get(0)) : Optional.empty();
    }

    static Optional<InputShape> of(ComputationGraphConfiguration configuration, String input) {
        return consumersOf(configuration, input)
                .map(LayerVertex::getPreProcessor)
                .filter(FeedForwardToCnnPreProcessor.class::isInstance)
                .map(FeedForwardToCnnPreProcessor.class::cast)
                .findFirst()
                .map(pinned -> new InputShape(
                        (int) pinned.getInputHeight(),
                        (int) pinned.getInputWidth(),
                        (int) pinned.getNumChannels(),
                        layoutOf(configuration)));
    }

    /** The network with this shape pinned to its (only) input; a copy that shares no arrays, unless it says so already. */
    public ComputationGraph pin(ComputationGraph graph) {
        if (of(graph).filter(this::equals).isPresent()) {
            return graph;
        }
        ComputationGraphConfiguration configuration = GraphCopy.of(graph.getConfiguration());
        pin(configuration);
        ComputationGraph pinned = new ComputationGraph(configuration);
        pinned.init(graph.params(), true);
        return pinned;
    }

    /** Pins this shape to the configuration's first input, in place. */
    public void pin(ComputationGraphConfiguration configuration) {
        pin(configuration, configuration.getNetworkInputs().get(0));
    }

    /** Pins this shape to one of the configuration's inputs, in place. */
    public void pin(ComputationGraphConfiguration configuration, String input) {
        LayerVertex first = consumersOf(configuration, input)
                .findFirst()
                .orElseThrow(() -> new CompressionException(
                        FailureReason.MODEL_UNSUPPORTED,
                        "No layer takes the network's input '" + input
                                + "', so its images have no shape; let a layer be" + " the first to see them"));
        first.setPreProcessor(new FeedForwardToCnnPreProcessor(height, width, channels));
    }

    private static Stream<LayerVertex> consumersOf(ComputationGraphConfiguration configuration, String input) {
        return configuration.getVertexInputs().entrySet().stream()
                .filter(inputs -> inputs.getValue().contains(input))
                .map(Map.Entry::getKey)
                .map(configuration.getVertices()::get)
                .filter(LayerVertex.class::isInstance)
                .map(LayerVertex.class::cast);
    }

    /** The layout of a network's 4-dimensional activations; NCHW, Deeplearning4j's default, if no layer has one. */
    public static CNN2DFormat layoutOf(ComputationGraphConfiguration configuration) {
        for (GraphVertex vertex : configuration.getVertices().values()) {
            if (vertex instanceof LayerVertex layerVertex) {
                CNN2DFormat layout = layoutOf(layerVertex.getLayerConf().getLayer());
                if (layout != null) {
                    return layout;
                }
            } else if (vertex instanceof ImageVertex imageVertex) {
                return imageVertex.layout();
            }
        }
        return CNN2DFormat.NCHW;
    }

    private static CNN2DFormat layoutOf(Layer layer) {
        if (layer instanceof ConvolutionLayer convolution) {
            return convolution.getCnn2dDataFormat();
        }
        if (layer instanceof SubsamplingLayer pooling) {
            return pooling.getCnn2dDataFormat();
        }
        if (layer instanceof ZeroPaddingLayer padding) {
            return padding.getDataFormat();
        }
        if (layer instanceof Upsampling2D upsampling) {
            return upsampling.getFormat();
        }
        if (layer instanceof Cropping2D cropping) {
            return cropping.getDataFormat();
        }
        // A batch norm of a dense layer has a layout too, but one that says nothing: it is the default.
        return layer instanceof BatchNormalization normalization && normalization.getCnn2DFormat() == CNN2DFormat.NHWC
                ? CNN2DFormat.NHWC
                : null;
    }
}

package io.filterfit.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_nchw;
import static org.bytedeco.dnnl.global.dnnl.dnnl_nhwc;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_avg_exclude_padding;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_avg_include_padding;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_max;

import io.filterfit.model.vertex.ChannelPadding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution2D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.Pooling2D;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Translates a Deeplearning4j network to operations, up to the logits.
 *
 * <p>Layouts of Deeplearning4j's flat arrays: convolutions bias first, then weights [out, in, h, w]; dense layers [out, in], which is its
 * [in, out] in column-major order; batch norm one vector each.
 */
final class GraphReader {

    private final ComputationGraph network;
    private final Map<String, Node> nodes = new HashMap<>();

    private GraphReader(ComputationGraph network) {
        this.network = network;
    }

    /** @throws UnsupportedNetworkException naming the layer or vertex that has no translation */
    static Graph read(ComputationGraph network) throws UnsupportedNetworkException {
        return new GraphReader(network).read();
    }

    /** As {@link #read}, of a network that is known to have a translation. */
    static Graph readable(ComputationGraph network) {
        try {
            return read(network);
        } catch (UnsupportedNetworkException unsupported) {
            throw new IllegalArgumentException(unsupported.getMessage(), unsupported);
        }
    }

    private Graph read() throws UnsupportedNetworkException {
        var configuration = network.getConfiguration();
        require(
                network.getNumInputArrays() == 1 && network.getNumOutputArrays() == 1,
                "the network",
                "has not one input and one output");
        require(network.params().dataType() == DataType.FLOAT, "the network", "is not of type float32");
        String inputName = configuration.getNetworkInputs().get(0);
        String outputName = configuration.getNetworkOutputs().get(0);
        Node input = new Node(inputName, null, List.of());
        nodes.put(inputName, input);
        for (int index : network.topologicalSortOrder()) {
            String name = network.getVertices()[index].getVertexName();
            if (!nodes.containsKey(name)) {
                List<Node> inputs = configuration.getVertexInputs().get(name).stream()
                        .map(nodes::get)
                        .toList();
                nodes.put(name, vertex(name, configuration.getVertices().get(name), inputs, name.equals(outputName)));
            }
        }
        return new Graph(input, nodes.get(outputName));
    }

    private Node vertex(String name, GraphVertex vertex, List<Node> inputs, boolean output)
            throws UnsupportedNetworkException {
        if (vertex instanceof LayerVertex layer) {
            return layer(name, layer, inputs.get(0), output);
        }
        if (vertex instanceof ElementWiseVertex sum && sum.equals(new ElementWiseVertex(ElementWiseVertex.Op.Add))) {
            return new Node(name, new Sum(null), inputs);
        }
        if (vertex instanceof ChannelPadding padding) {
            return new Node(name, new ChannelPad(padding.before(), padding.after()), inputs);
        }
        throw unsupported(name, "is a " + vertex.getClass().getSimpleName());
    }

    private Node layer(String name, LayerVertex vertex, Node input, boolean output) throws UnsupportedNetworkException {
        Layer layer = vertex.getLayerConf().getLayer();
        Node before = dropped(name, layer, preprocessed(name, vertex.getPreProcessor(), input));
        require(output == layer instanceof OutputLayer, name, "is not where an output layer belongs");
        if (layer instanceof BaseLayer base) {
            require(base.getWeightNoise() == null, name, "has weight noise");
        }
        if (is(layer, ConvolutionLayer.class) || is(layer, Convolution2D.class)) {
            return activated(name, convolution(name, (ConvolutionLayer) layer, before), (BaseLayer) layer);
        }
        if (is(layer, BatchNormalization.class)) {
            return new Node(name, batchNorm(name, (BatchNormalization) layer), List.of(before));
        }
        if (is(layer, ActivationLayer.class)) {
            return activated(name, before, ((ActivationLayer) layer).getActivationFn());
        }
        if (is(layer, SubsamplingLayer.class) || is(layer, Pooling2D.class)) {
            return new Node(name, pooling(name, (SubsamplingLayer) layer), List.of(before));
        }
        if (is(layer, GlobalPoolingLayer.class)) {
            return globalPooling(name, (GlobalPoolingLayer) layer, before);
        }
        if (is(layer, DenseLayer.class)) {
            require(!((DenseLayer) layer).hasLayerNorm(), name, "has layer normalisation");
            return activated(name, dense(name, (DenseLayer) layer, before), (BaseLayer) layer);
        }
        if (is(layer, DropoutLayer.class)) {
            return before;
        }
        if (is(layer, OutputLayer.class)) {
            IActivation function = ((BaseLayer) layer).getActivationFn();
            require(
                    function instanceof ActivationSoftmax || function instanceof ActivationIdentity,
                    name,
                    "gives neither a softmax nor logits");
            return dense(name, (OutputLayer) layer, before);
        }
        throw unsupported(name, "is a " + layer.getClass().getSimpleName());
    }

    private static boolean is(Layer layer, Class<? extends Layer> kind) {
        return layer.getClass() == kind;
    }

    private static Node preprocessed(String name, InputPreProcessor preprocessor, Node input)
            throws UnsupportedNetworkException {
        if (preprocessor == null || preprocessor instanceof FeedForwardToCnnPreProcessor && input.operation() == null) {
            return input;
        }
        if (preprocessor instanceof CnnToFeedForwardPreProcessor flatten) {
            return new Node(
                    name, new Flatten(flatten.getFormat() == CNN2DFormat.NHWC ? dnnl_nhwc : dnnl_nchw), List.of(input));
        }
        throw unsupported(name, "has a " + preprocessor.getClass().getSimpleName());
    }

    private static Node dropped(String name, Layer layer, Node input) throws UnsupportedNetworkException {
        IDropout dropout = layer.getIDropout();
        if (dropout == null) {
            return input;
        }
        if (dropout instanceof org.deeplearning4j.nn.conf.dropout.Dropout plain && plain.getPSchedule() == null) {
            return new Node(name, new Dropout(plain.getP()), List.of(input));
        }
        throw unsupported(name, "has a " + dropout.getClass().getSimpleName());
    }

    private static Node activated(String name, Node input, BaseLayer layer) throws UnsupportedNetworkException {
        return activated(name, input, layer.getActivationFn());
    }

    private static Node activated(String name, Node input, IActivation activation) throws UnsupportedNetworkException {
        if (activation instanceof ActivationIdentity) {
            return input;
        }
        ActivationFunction function = ActivationFunction.of(activation)
                .orElseThrow(() -> unsupported(name, "has the activation " + activation));
        return new Node(name, new Activation(function), List.of(input));
    }

    private Node convolution(String name, ConvolutionLayer layer, Node input) {
        Window window = new Window(
                layer.getKernelSize(),
                layer.getStride(),
                layer.getDilation(),
                layer.getConvolutionMode(),
                layer.getPadding());
        Convolution convolution = new Convolution(
                (int) layer.getNOut(),
                window,
                slice(name, ConvolutionParamInitializer.WEIGHT_KEY),
                layer.hasBias() ? slice(name, ConvolutionParamInitializer.BIAS_KEY) : null,
                null);
        return new Node(name, convolution, List.of(input));
    }

    private BatchNorm batchNorm(String name, BatchNormalization layer) {
        boolean locked = layer.isLockGammaBeta();
        NormStatistics statistics = new NormStatistics(
                locked ? null : slice(name, BatchNormalizationParamInitializer.GAMMA),
                locked ? null : slice(name, BatchNormalizationParamInitializer.BETA),
                layer.getGamma(),
                layer.getBeta(),
                slice(name, BatchNormalizationParamInitializer.GLOBAL_MEAN),
                slice(
                        name,
                        layer.isUseLogStd()
                                ? BatchNormalizationParamInitializer.GLOBAL_LOG_STD
                                : BatchNormalizationParamInitializer.GLOBAL_VAR),
                layer.isUseLogStd(),
                layer.getDecay());
        return new BatchNorm(statistics, layer.getEps(), false);
    }

    private static Pooling pooling(String name, SubsamplingLayer layer) throws UnsupportedNetworkException {
        Window window = new Window(
                layer.getKernelSize(),
                layer.getStride(),
                layer.getDilation(),
                layer.getConvolutionMode(),
                layer.getPadding());
        return switch (layer.getPoolingType()) {
            case MAX -> new Pooling(dnnl_pooling_max, window);
            case AVG ->
                new Pooling(
                        layer.isAvgPoolIncludePadInDivisor()
                                ? dnnl_pooling_avg_include_padding
                                : dnnl_pooling_avg_exclude_padding,
                        window);
            default -> throw unsupported(name, "pools by " + layer.getPoolingType());
        };
    }

    private static Node globalPooling(String name, GlobalPoolingLayer layer, Node input)
            throws UnsupportedNetworkException {
        require(layer.isCollapseDimensions(), name, "keeps the dimensions that it pools over");
        require(
                layer.getPoolingType() == PoolingType.AVG || layer.getPoolingType() == PoolingType.MAX,
                name,
                "pools by " + layer.getPoolingType());
        int algorithm = layer.getPoolingType() == PoolingType.MAX ? dnnl_pooling_max : dnnl_pooling_avg_exclude_padding;
        Node pooled = new Node(name, new Pooling(algorithm, null), List.of(input));
        return new Node(name, new Flatten(dnnl_nchw), List.of(pooled));
    }

    private Node dense(String name, FeedForwardLayer layer, Node input) {
        boolean biased = network.getLayer(name).paramTable(false).containsKey(ConvolutionParamInitializer.BIAS_KEY);
        Dense dense = new Dense(
                (int) layer.getNOut(),
                slice(name, ConvolutionParamInitializer.WEIGHT_KEY),
                biased ? slice(name, ConvolutionParamInitializer.BIAS_KEY) : null);
        return new Node(name, dense, List.of(input));
    }

    private ParameterArrays.Slice slice(String layer, String parameter) {
        INDArray array = network.getLayer(layer).paramTable(false).get(parameter);
        return new ParameterArrays.Slice(array.offset() - network.params().offset(), array.length());
    }

    private static void require(boolean met, String name, String what) throws UnsupportedNetworkException {
        if (!met) {
            throw unsupported(name, what);
        }
    }

    private static UnsupportedNetworkException unsupported(String name, String what) {
        return new UnsupportedNetworkException("'" + name + "' " + what);
    }
}

package io.filterfit.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Pieces of small networks, and parameters that no symmetry hides a mistake in. */
public final class Graphs {

    public static final String INPUT = "input";

    private Graphs() {}

    public static GraphBuilder builder() {
        return new NeuralNetConfiguration.Builder()
                .seed(7)
                .updater(new Nesterovs(0.05, 0.9))
                .l2(1e-4)
                .convolutionMode(ConvolutionMode.Same)
                .activation(Activation.IDENTITY)
                .graphBuilder()
                .addInputs(INPUT);
    }

    /** An initialised graph that reads images of the size, which is pinned to its first layer, with random parameters. */
    public static ComputationGraph build(GraphBuilder builder, int height, int width, CNN2DFormat layout, long seed) {
        ComputationGraphConfiguration configuration = builder.build();
        fitLayers(configuration, InputType.convolutional(height, width, 3, layout));
        configuration.getVertexInputs().forEach((name, inputs) -> {
            if (inputs.contains(INPUT)
                    && configuration.getVertices().get(name) instanceof LayerVertex layer
                    && layer.getPreProcessor() == null) {
                layer.setPreProcessor(new FeedForwardToCnnPreProcessor(height, width, 3));
            }
        });
        ComputationGraph graph = new ComputationGraph(configuration);
        graph.init();
        randomise(graph, seed);
        return graph;
    }

    /** As {@code setInputTypes} does, but with the right number of channels behind a slice. */
    private static void fitLayers(ComputationGraphConfiguration configuration, InputType input) {
        Map<String, InputType> types = new HashMap<>(Map.of(INPUT, input));
        configuration.getVertices().forEach((name, vertex) -> {
            List<InputType> incoming = configuration.getVertexInputs().get(name).stream()
                    .map(types::get)
                    .toList();
            if (vertex instanceof LayerVertex layerVertex) {
                Layer layer = layerVertex.getLayerConf().getLayer();
                InputPreProcessor preprocessor = layer.getPreProcessorForInputType(incoming.get(0));
                layerVertex.setPreProcessor(preprocessor);
                layer.setNIn(
                        preprocessor == null ? incoming.get(0) : preprocessor.getOutputType(incoming.get(0)), true);
            }
            types.put(name, outputType(vertex, incoming));
        });
    }

    private static InputType outputType(GraphVertex vertex, List<InputType> incoming) {
        return vertex instanceof SubsetVertex slice && incoming.get(0) instanceof InputTypeConvolutional image
                ? InputType.convolutional(
                        image.getHeight(), image.getWidth(), slice.getTo() - slice.getFrom() + 1L, image.getFormat())
                : vertex.getOutputType(0, incoming.toArray(InputType[]::new));
    }

    /** Normally distributed weights, biases, scales, shifts and means; variances around 1. */
    public static void randomise(ComputationGraph graph, long seed) {
        Random random = new Random(seed);
        graph.paramTable().forEach((name, array) -> {
            boolean variance = name.endsWith("_var");
            boolean statistic = variance || name.endsWith("_log10stdev") || name.endsWith("_mean");
            boolean kernel = name.endsWith("W") && array.length() > array.size(0);
            double scale = kernel ? Math.sqrt(2.0 * array.size(0) / Math.max(array.size(0), array.length())) : 0.5;
            float[] values = new float[Math.toIntExact(array.length())];
            for (int i = 0; i < values.length; i++) {
                double value = random.nextGaussian();
                values[i] = (float) (variance ? 0.5 + Math.abs(value) : statistic ? 0.3 * value : scale * value);
            }
            INDArray drawn = Nd4j.createFromArray(values).reshape('c', array.shape());
            array.assign(drawn.castTo(array.dataType()));
        });
    }

    public static ConvolutionLayer convolution(int filters) {
        return new ConvolutionLayer.Builder(3, 3).nOut(filters).build();
    }

    public static BatchNormalization normalisation() {
        return new BatchNormalization.Builder().build();
    }

    public static OutputLayer output() {
        return new OutputLayer.Builder(LossFunction.MSE)
                .nOut(5)
                .activation(Activation.IDENTITY)
                .build();
    }

    public static ElementWiseVertex add() {
        return new ElementWiseVertex(ElementWiseVertex.Op.Add);
    }
}

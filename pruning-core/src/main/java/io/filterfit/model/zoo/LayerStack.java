package io.filterfit.model.zoo;

import io.filterfit.model.InputShape;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A graph under construction: each method adds one layer behind another and gives its name back. */
final class LayerStack {

    static final String INPUT = "input";

    private static final double BATCH_NORM_EPSILON = 1e-5;
    private static final double BATCH_NORM_DECAY = 0.9;

    private final InputShape input;
    private final GraphBuilder builder;

    LayerStack(ZooOptions options) {
        this.input = options.input();
        this.builder = defaults(options.seed()).graphBuilder().addInputs(INPUT).setInputTypes(input.type());
    }

    /** What all networks of the zoo are configured with; the trainer brings its own schedule. */
    static NeuralNetConfiguration.Builder defaults(long seed) {
        return new NeuralNetConfiguration.Builder()
                .seed(seed)
                .weightInit(WeightInit.RELU)
                .updater(new Nesterovs(0.1, 0.9))
                .convolutionMode(ConvolutionMode.Truncate);
    }

    /** A square convolution without bias, padded so that stride 1 keeps the size. */
    static ConvolutionLayer convolution(int filters, int kernel, int stride) {
        return new ConvolutionLayer.Builder(kernel, kernel)
                .stride(stride, stride)
                .padding(kernel / 2, kernel / 2)
                .nOut(filters)
                .hasBias(false)
                .activation(Activation.IDENTITY)
                .build();
    }

    static BatchNormalization batchNorm() {
        return new BatchNormalization.Builder()
                .eps(BATCH_NORM_EPSILON)
                .decay(BATCH_NORM_DECAY)
                .useLogStd(false)
                .build();
    }

    static ActivationLayer relu() {
        return new ActivationLayer.Builder().activation(Activation.RELU).build();
    }

    static SubsamplingLayer maxPooling(int kernel, int stride) {
        return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                .kernelSize(kernel, kernel)
                .stride(stride, stride)
                .build();
    }

    static DenseLayer dense(int units, Activation activation) {
        return new DenseLayer.Builder()
                .nOut(units)
                .hasBias(activation != Activation.IDENTITY)
                .activation(activation)
                .build();
    }

    static OutputLayer classifier(int classes) {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(classes)
                .activation(Activation.SOFTMAX)
                .weightInit(WeightInit.XAVIER)
                .build();
    }

    String layer(String name, Layer layer, String from) {
        builder.addLayer(name, layer, from);
        return name;
    }

    String vertex(String name, GraphVertex vertex, String from) {
        builder.addVertex(name, vertex, from);
        return name;
    }

    /** Convolution, batch norm, ReLU under the names {@code prefix + conv, bn, relu + suffix}. */
    String convolutionBlock(String prefix, String suffix, int filters, int stride, String from) {
        String normalized = normalizedConvolution(prefix, suffix, convolution(filters, 3, stride), from);
        return layer(prefix + "relu" + suffix, relu(), normalized);
    }

    String normalizedConvolution(String prefix, String suffix, ConvolutionLayer convolution, String from) {
        String convolved = layer(prefix + "conv" + suffix, convolution, from);
        return layer(prefix + "bn" + suffix, batchNorm(), convolved);
    }

    String add(String name, String left, String right) {
        builder.addVertex(name, new ElementWiseVertex(ElementWiseVertex.Op.Add), left, right);
        return name;
    }

    String globalAveragePooling(String name, String from) {
        return layer(name, new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), from);
    }

    /** The initialised network, whose output is the layer {@code output}. */
    ComputationGraph build(String output) {
        ComputationGraphConfiguration configuration = builder.setOutputs(output).build();
        input.pin(configuration);
        ComputationGraph graph = new ComputationGraph(configuration);
        graph.init();
        return graph;
    }
}

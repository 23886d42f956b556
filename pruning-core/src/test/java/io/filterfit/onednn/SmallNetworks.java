package io.filterfit.onednn;

import io.filterfit.model.InputShape;
import io.filterfit.model.vertex.ChannelPadding;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Networks of a few layers, each with what its name says between a convolution and the classifier. */
final class SmallNetworks {

    static final int CLASSES = 3;
    static final int HEIGHT = 7;
    static final int WIDTH = 6;
    static final int CHANNELS = 3;

    /** What goes between; reads "first", a convolution of 5 filters, and leaves "last". */
    static final Map<String, UnaryOperator<GraphBuilder>> KINDS = new LinkedHashMap<>();

    static {
        kind("strided convolution", b -> b.addLayer("last", convolution(4, 3, 2).build(), "first"));
        kind(
                "dilated convolution with padding",
                b -> b.addLayer(
                        "last",
                        convolution(4, 3, 1).dilation(2, 2).padding(2, 1).build(),
                        "first"));
        kind(
                "convolution that keeps the size",
                b -> b.addLayer(
                        "last",
                        convolution(4, 2, 2)
                                .convolutionMode(ConvolutionMode.Same)
                                .build(),
                        "first"));
        kind(
                "convolution with bias and rectifier",
                b -> b.addLayer(
                        "last",
                        convolution(4, 3, 1)
                                .hasBias(true)
                                .activation(Activation.RELU)
                                .build(),
                        "first"));
        kind("16 filters", b -> b.addLayer("last", convolution(16, 3, 1).build(), "first"));
        kind("batch norm", b -> b.addLayer("last", norm().build(), "first"));
        kind("batch norm, 16 channels", b -> b.addLayer(
                        "wide", convolution(16, 1, 1).build(), "first")
                .addLayer("last", norm().build(), "wide"));
        kind(
                "batch norm of the logarithm of the deviation",
                b -> b.addLayer("last", norm().useLogStd(true).build(), "first"));
        kind(
                "batch norm of fixed scale and shift",
                b -> b.addLayer(
                        "last", norm().lockGammaBeta(true).gamma(0.7).beta(0.2).build(), "first"));
        kind("batch norm and rectifier", b -> b.addLayer("norm", norm().build(), "first")
                .addLayer("last", activation(Activation.RELU), "norm"));
        kind("batch norm of a dense layer", b -> b.addLayer(
                        "dense", new DenseLayer.Builder().nOut(6).build(), "first")
                .addLayer("last", norm().build(), "dense"));
        kind(
                "largest of windows",
                b -> b.addLayer(
                        "last", pooling(SubsamplingLayer.PoolingType.MAX).build(), "first"));
        kind(
                "mean of windows",
                b -> b.addLayer(
                        "last", pooling(SubsamplingLayer.PoolingType.AVG).build(), "first"));
        kind(
                "mean of windows over the edge",
                b -> b.addLayer(
                        "last",
                        pooling(SubsamplingLayer.PoolingType.AVG).padding(1, 1).build(),
                        "first"));
        kind(
                "largest of all",
                b -> b.addLayer("last", new GlobalPoolingLayer.Builder(PoolingType.MAX).build(), "first"));
        kind("mean of all", b -> b.addLayer("last", new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), "first"));
        kind(
                "dense layer",
                b -> b.addLayer(
                        "last",
                        new DenseLayer.Builder()
                                .nOut(6)
                                .activation(Activation.SIGMOID)
                                .build(),
                        "first"));
        kind("sum of three", b -> b.addLayer("left", convolution(5, 1, 1).build(), "first")
                .addLayer("right", convolution(5, 1, 1).build(), "first")
                .addVertex("last", new ElementWiseVertex(ElementWiseVertex.Op.Add), "left", "first", "right"));
        kind("residual block", b -> b.addLayer(
                        "inner", convolution(5, 3, 1).padding(1, 1).build(), "first")
                .addLayer("norm", norm().build(), "inner")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "norm", "first")
                .addLayer("last", activation(Activation.RELU), "sum"));
        kind(
                "sum with itself",
                b -> b.addVertex("last", new ElementWiseVertex(ElementWiseVertex.Op.Add), "first", "first"));
        kind("batch norm of the images", b -> b.addLayer("norm", norm().build(), "images")
                .addLayer("other", convolution(5, 3, 1).padding(1, 1).build(), "norm")
                .addVertex("last", new ElementWiseVertex(ElementWiseVertex.Op.Add), "first", "other"));
        kind("dense layer of the images", b -> b.addLayer(
                        "dense", new DenseLayer.Builder().nOut(6).build(), "images")
                .addLayer("other", new DenseLayer.Builder().nOut(6).build(), "first")
                .addVertex("last", new ElementWiseVertex(ElementWiseVertex.Op.Add), "dense", "other"));
        kind("dropout", b -> b.addLayer("last", new DropoutLayer(0.6), "first"));
        kind(
                "dropout before a dense layer",
                b -> b.addLayer(
                        "last", new DenseLayer.Builder().nOut(6).dropOut(0.6).build(), "first"));
        for (CNN2DFormat layout : CNN2DFormat.values()) {
            kind("channel padding " + layout, b -> b.addVertex("last", new ChannelPadding(2, 1, layout), "first"));
        }
        for (Activation activation : new Activation[] {
            Activation.RELU,
            Activation.LEAKYRELU,
            Activation.RELU6,
            Activation.ELU,
            Activation.SIGMOID,
            Activation.TANH,
            Activation.SOFTPLUS,
            Activation.SWISH
        }) {
            kind(activation.name().toLowerCase(), b -> b.addLayer("last", activation(activation), "first"));
        }
    }

    private SmallNetworks() {}

    private static void kind(String name, UnaryOperator<GraphBuilder> between) {
        KINDS.put(name, between);
    }

    /** Whether a kind makes sense in this layout. */
    static boolean exists(String kind, CNN2DFormat layout) {
        return !kind.startsWith("channel padding") || kind.endsWith(layout.name());
    }

    /** With random parameters, running statistics among them. */
    static ComputationGraph build(String kind, CNN2DFormat layout) {
        GraphBuilder builder = new NeuralNetConfiguration.Builder()
                .seed(5)
                .weightInit(WeightInit.RELU)
                .activation(Activation.IDENTITY)
                .updater(new Sgd(0.1))
                .graphBuilder()
                .addInputs("images")
                .setInputTypes(new InputShape(HEIGHT, WIDTH, CHANNELS, layout).type())
                .addLayer("first", convolution(5, 3, 1).padding(1, 1).build(), "images");
        KINDS.get(kind).apply(builder);
        builder.addLayer(
                        "output",
                        new OutputLayer.Builder(LossFunction.MCXENT)
                                .nOut(CLASSES)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "last")
                .setOutputs("output");
        ComputationGraphConfiguration configuration = builder.build();
        ComputationGraph network = new ComputationGraph(configuration);
        network.init();
        Nd4j.getRandom().setSeed(11);
        network.params().addi(Nd4j.rand(network.params().shape()).muli(0.3));
        network.initGradientsView();
        return network;
    }

    static INDArray images(int count, CNN2DFormat layout) {
        Nd4j.getRandom().setSeed(17);
        return Nd4j.randn(new InputShape(HEIGHT, WIDTH, CHANNELS, layout).batch(count))
                .dup('c');
    }

    private static ConvolutionLayer.Builder convolution(int filters, int kernel, int stride) {
        return new ConvolutionLayer.Builder(kernel, kernel)
                .nOut(filters)
                .stride(stride, stride)
                .hasBias(false);
    }

    private static BatchNormalization.Builder norm() {
        return new BatchNormalization.Builder().useLogStd(false);
    }

    private static ActivationLayer activation(Activation activation) {
        return new ActivationLayer.Builder().activation(activation).build();
    }

    private static SubsamplingLayer.Builder pooling(SubsamplingLayer.PoolingType type) {
        return new SubsamplingLayer.Builder(type).kernelSize(3, 3).stride(2, 2);
    }
}

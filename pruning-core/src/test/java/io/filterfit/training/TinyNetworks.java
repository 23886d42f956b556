package io.filterfit.training;

import io.filterfit.dataset.ImageDataset;
import io.filterfit.dataset.ImageTreeWriter;
import io.filterfit.model.InputShape;
import io.filterfit.model.zoo.ResNet;
import io.filterfit.model.zoo.Shortcut;
import io.filterfit.model.zoo.ZooOptions;
import java.nio.file.Path;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;

/** A task that a small network learns in seconds: stripes along or across. */
final class TinyNetworks {

    private TinyNetworks() {}

    static ImageDataset stripes(Path directory) {
        return ImageTreeWriter.stripes(directory, 96, 32);
    }

    static ComputationGraph resNet8(CNN2DFormat layout) {
        return resNet8(layout, 1);
    }

    static ComputationGraph resNet8(CNN2DFormat layout, long seed) {
        ZooOptions options =
                new ZooOptions(new InputShape(ImageTreeWriter.SIZE, ImageTreeWriter.SIZE, 3, layout), 2, 0.25, seed);
        return new ResNet(8, Shortcut.PROJECTION).build(options).graph();
    }

    /** One convolution, with its activation within, and the classifier. */
    static ComputationGraph withoutBatchNorm(CNN2DFormat layout) {
        return build(convolution(layout).addLayer("classifier", classifier(), "conv"));
    }

    /** The same with global pooling between, which makes the same vector of either layout. */
    static ComputationGraph pooled(CNN2DFormat layout) {
        return build(convolution(layout)
                .addLayer("pool", new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), "conv")
                .addLayer("classifier", classifier(), "pool"));
    }

    private static GraphBuilder convolution(CNN2DFormat layout) {
        return new NeuralNetConfiguration.Builder()
                .seed(1)
                .graphBuilder()
                .addInputs("image")
                .setInputTypes(InputType.convolutional(ImageTreeWriter.SIZE, ImageTreeWriter.SIZE, 3, layout))
                .addLayer(
                        "conv",
                        new ConvolutionLayer.Builder(3, 3)
                                .nOut(4)
                                .activation(Activation.RELU)
                                .dataFormat(layout)
                                .build(),
                        "image");
    }

    private static OutputLayer classifier() {
        return new OutputLayer.Builder().nOut(2).activation(Activation.SOFTMAX).build();
    }

    private static ComputationGraph build(GraphBuilder builder) {
        ComputationGraph network =
                new ComputationGraph(builder.setOutputs("classifier").build());
        network.init();
        return network;
    }
}

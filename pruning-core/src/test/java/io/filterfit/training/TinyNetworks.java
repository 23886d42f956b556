package io.filterfit.training;

import io.filterfit.dataset.ImageDataset;
import io.filterfit.dataset.ImageTreeWriter;
import io.filterfit.model.InputShape;
import io.filterfit.model.zoo.ResNet;
import io.filterfit.model.zoo.Shortcut;
import io.filterfit.model.zoo.ZooOptions;
import java.nio.file.Path;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
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

    /** One convolution and the classifier. */
    static ComputationGraph withoutBatchNorm() {
        ComputationGraph network = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(1)
                .graphBuilder()
                .addInputs("image")
                .setInputTypes(InputType.convolutional(ImageTreeWriter.SIZE, ImageTreeWriter.SIZE, 3, CNN2DFormat.NCHW))
                .addLayer(
                        "conv",
                        new ConvolutionLayer.Builder(3, 3)
                                .nOut(4)
                                .activation(Activation.RELU)
                                .dataFormat(CNN2DFormat.NCHW)
                                .build(),
                        "image")
                .addLayer(
                        "classifier",
                        new OutputLayer.Builder()
                                .nOut(2)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "conv")
                .setOutputs("classifier")
                .build());
        network.init();
        return network;
    }
}

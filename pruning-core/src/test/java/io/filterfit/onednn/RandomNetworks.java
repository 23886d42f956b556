package io.filterfit.onednn;

import io.filterfit.model.InputShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
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
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * A network drawn from a seed, of layers that run compiled, which read whatever came before them, the images included, so that values
 * live long and short, are read once and often.
 */
final class RandomNetworks {

    private static final String IMAGES = "images";

    /** Of the size of the images unless it is a vector. */
    private record Made(String vertex, int channels) {}

    private final Random random;
    private final GraphBuilder builder;
    private final List<Made> made = new ArrayList<>();
    private final List<String> unread = new ArrayList<>();
    private int layers;

    private RandomNetworks(long seed, CNN2DFormat layout) {
        random = new Random(seed);
        builder = new NeuralNetConfiguration.Builder()
                .seed(seed)
                .weightInit(WeightInit.RELU)
                .activation(Activation.IDENTITY)
                .updater(new Sgd(0.1))
                .graphBuilder()
                .addInputs(IMAGES)
                .setInputTypes(new InputShape(SmallNetworks.HEIGHT, SmallNetworks.WIDTH, SmallNetworks.CHANNELS, layout)
                        .type());
        made.add(new Made(IMAGES, SmallNetworks.CHANNELS));
    }

    static ComputationGraph of(long seed, CNN2DFormat layout) {
        return new RandomNetworks(seed, layout).build(seed);
    }

    private ComputationGraph build(long seed) {
        int steps = 3 + random.nextInt(8);
        for (int step = 0; step < steps; step++) {
            grow(made.get(random.nextInt(made.size())));
        }
        List<String> vectors = List.copyOf(unread).stream().map(this::vector).toList();
        String last = vectors.size() == 1 ? vectors.get(0) : sum(vectors.toArray(String[]::new));
        builder.addLayer(
                        "output",
                        new OutputLayer.Builder(LossFunction.MCXENT)
                                .nOut(SmallNetworks.CLASSES)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        last)
                .setOutputs("output");
        ComputationGraph network = new ComputationGraph(builder.build());
        network.init();
        Nd4j.getRandom().setSeed(seed);
        network.params().addi(Nd4j.rand(network.params().shape()).muli(0.2));
        network.initGradientsView();
        return network;
    }

    private void grow(Made from) {
        switch (random.nextInt(6)) {
            case 0 ->
                keep(layer(new BatchNormalization.Builder().useLogStd(false).build(), from.vertex), from.channels);
            case 1 -> keep(layer(activation(), notTheImages(from.vertex)), from.channels);
            case 2 -> keep(layer(pooling(), from.vertex), from.channels);
            case 3 -> join(from);
            default -> {
                int filters = random.nextBoolean() ? 5 : 16;
                keep(layer(convolution(filters), from.vertex), filters);
            }
        }
    }

    /** At the start of a network Deeplearning4j's activation layer writes over the images that others are still to read. */
    private String notTheImages(String vertex) {
        return vertex.equals(IMAGES) ? sum(vertex, vertex) : vertex;
    }

    private void join(Made from) {
        List<Made> fitting =
                made.stream().filter(other -> other.channels == from.channels).toList();
        keep(sum(from.vertex, fitting.get(random.nextInt(fitting.size())).vertex), from.channels);
    }

    private void keep(String vertex, int channels) {
        made.add(new Made(vertex, channels));
        unread.add(vertex);
    }

    private String vector(String vertex) {
        Layer dense =
                new DenseLayer.Builder().nOut(6).activation(Activation.TANH).build();
        return layer(
                dense,
                random.nextBoolean() ? layer(new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), vertex) : vertex);
    }

    private String layer(Layer layer, String from) {
        String name = "layer" + layers++;
        builder.addLayer(name, layer, from);
        unread.remove(from);
        return name;
    }

    private String sum(String... from) {
        String name = "sum" + layers++;
        builder.addVertex(name, new ElementWiseVertex(ElementWiseVertex.Op.Add), from);
        unread.removeAll(List.of(from));
        return name;
    }

    private Layer convolution(int filters) {
        return new ConvolutionLayer.Builder(3, 3)
                .nOut(filters)
                .padding(1, 1)
                .hasBias(random.nextBoolean())
                .build();
    }

    private Layer activation() {
        Activation[] kinds = {Activation.RELU, Activation.TANH, Activation.LEAKYRELU};
        return new ActivationLayer.Builder()
                .activation(kinds[random.nextInt(kinds.length)])
                .build();
    }

    private Layer pooling() {
        return new SubsamplingLayer.Builder(
                        random.nextBoolean() ? SubsamplingLayer.PoolingType.MAX : SubsamplingLayer.PoolingType.AVG)
                .kernelSize(3, 3)
                .stride(1, 1)
                .padding(1, 1)
                .build();
    }
}

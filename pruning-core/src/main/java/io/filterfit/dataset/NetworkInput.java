package io.filterfit.dataset;

import io.filterfit.model.InputShape;
import io.filterfit.model.Network;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;

/**
 * What a network takes and gives.
 *
 * @param layout of the images
 * @param channels of the images; 0 where the first layer does not say
 * @param classes outputs
 */
public record NetworkInput(CNN2DFormat layout, int channels, int classes) {

    /** Of a network with one input of images and one output of classes. */
    public static NetworkInput of(ComputationGraph network) {
        if (network.getNumInputArrays() != 1 || network.getNumOutputArrays() != 1) {
            throw new CompressionException(
                    FailureReason.MODEL_UNSUPPORTED,
                    "the network has " + network.getNumInputArrays() + " inputs and " + network.getNumOutputArrays()
                            + " outputs; a classifier of images has one of each");
        }
        int classes = (int) ((FeedForwardLayer) network.getOutputLayer(0).conf().getLayer()).getNOut();
        Deque<GraphVertex> ahead = new ArrayDeque<>();
        ahead.add(
                network.getVertex(network.getConfiguration().getNetworkInputs().get(0)));
        while (!ahead.isEmpty()) {
            GraphVertex vertex = ahead.poll();
            if (vertex.hasLayer()) {
                Object layer = vertex.getLayer().conf().getLayer();
                if (layer instanceof ConvolutionLayer convolution) {
                    return new NetworkInput(convolution.getCnn2dDataFormat(), (int) convolution.getNIn(), classes);
                }
                if (layer instanceof BatchNormalization norm) {
                    return new NetworkInput(norm.getCnn2DFormat(), (int) norm.getNIn(), classes);
                }
                if (layer instanceof SubsamplingLayer pooling) {
                    return new NetworkInput(pooling.getCnn2dDataFormat(), 0, classes);
                }
            }
            for (VertexIndices consumer : outputsOf(vertex)) {
                ahead.add(network.getVertices()[consumer.getVertexIndex()]);
            }
        }
        throw new CompressionException(
                FailureReason.MODEL_UNSUPPORTED, "the network has no convolution, so it does not take images");
    }

    /**
     * The network, which, if it does not say how large its images are, is told: as large as those of the data set.
     *
     * @throws CompressionException MODEL_UNSUPPORTED if it is no classifier of images, DATASET_UNREADABLE if the network and the data set
     *     are not for each other
     */
    public static Network fit(Network network, ImageDataset dataset) {
        NetworkInput input = of(network.graph());
        input.check(dataset.train());
        ImageShape images = dataset.shape();
        InputShape wanted = new InputShape(images.height(), images.width(), images.channels(), input.layout());
        Optional<InputShape> pinned = InputShape.of(network.graph());
        if (pinned.isEmpty()) {
            return network.with(wanted.pin(network.graph()));
        }
        if (!pinned.get().equals(wanted)) {
            throw new CompressionException(
                    FailureReason.DATASET_UNREADABLE,
                    "the network takes images of " + pinned.get().height() + "x"
                            + pinned.get().width() + "x" + pinned.get().channels() + ", data set " + dataset.name()
                            + " has " + images);
        }
        return network;
    }

    /** @throws CompressionException DATASET_UNREADABLE if these images are not for this network */
    public void check(ImageSplit images) {
        if (channels != 0 && channels != images.shape().channels()) {
            throw misfit("takes images of " + channels + " channels", images.shape() + " images");
        }
        if (classes != images.classes()) {
            throw misfit("knows " + classes + " classes", images.classes() + " classes");
        }
    }

    private static CompressionException misfit(String network, String dataset) {
        return new CompressionException(
                FailureReason.DATASET_UNREADABLE,
                "the data set does not fit the network: the network " + network + ", the data set has " + dataset);
    }

    private static VertexIndices[] outputsOf(GraphVertex vertex) {
        return vertex.getOutputVertices() == null ? new VertexIndices[0] : vertex.getOutputVertices();
    }
}

package io.filterfit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.filterfit.model.activation.Clip;
import io.filterfit.model.activation.HardSigmoid;
import io.filterfit.model.activation.HardSwish;
import io.filterfit.model.layer.GroupedConvolution;
import io.filterfit.model.vertex.ChannelScale;
import io.filterfit.model.vertex.ChannelSelection;
import io.filterfit.model.vertex.SpatialPadding;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Every kind of layer and vertex that importers use, through a file and back. */
class LayerRoundTripTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(CNN2DFormat.class)
    void whatIsReadComputesWhatWasWritten(CNN2DFormat layout) {
        ComputationGraph graph = graph(layout);
        Path file = write(graph);

        ComputationGraph read = Networks.read(file).graph();

        INDArray images = GradientCheck.images(shape(layout), 2);
        assertThat(read.outputSingle(images)).isEqualTo(graph.outputSingle(images));
        assertThat(read.getConfiguration().getVertices())
                .isEqualTo(graph.getConfiguration().getVertices());
    }

    @ParameterizedTest
    @EnumSource(CNN2DFormat.class)
    void aCopyComputesTheSame(CNN2DFormat layout) {
        ComputationGraph graph = graph(layout);

        INDArray images = GradientCheck.images(shape(layout), 2);
        assertThat(GraphCopy.of(graph).outputSingle(images)).isEqualTo(graph.outputSingle(images));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            "groups" : 2               | "groups" : 0
            "groups" : 2               | "groups" : -2
            "groups" : 2               | "groups" : 3
            "groups" : 2               | "groups" : 2147483647
            "depthMultiplier" : 1      | "depthMultiplier" : -1
            "channels" : [ 1, 0, 2, 3 ]| "channels" : [ -1 ]
            "channels" : [ 1, 0, 2, 3 ]| "channels" : null
            "top" : 1                  | "top" : -1
            "top" : 1                  | "top" : 2000000000
            "value" : 0.25             | "value" : "NaN"
            "lower" : 0.0              | "lower" : 7
            "alpha" : 0.2              | "alpha" : "Infinity"
            "inputShape" : [ 1, 1, 4 ] | "inputShape" : null
            "inputShape" : [ 1, 1, 4 ] | "inputShape" : [ 1, 1, 0 ]
            "sharedAxes" : [ 1, 2 ]    | "sharedAxes" : [ 9 ]
            """)
    void refusesImpossibleValues(String sound, String hostile) {
        Path file = write(graph(CNN2DFormat.NHWC));
        ZipFixture model = ZipFixture.of(file);
        String json = new String(model.entry(ModelArchive.CONFIGURATION), StandardCharsets.UTF_8);
        assertThat(json).contains(sound);
        model.with(ModelArchive.CONFIGURATION, json.replace(sound, hostile).getBytes(StandardCharsets.UTF_8))
                .writeTo(file);

        assertThatThrownBy(() -> Networks.read(file))
                .asInstanceOf(InstanceOfAssertFactories.type(CompressionException.class))
                .extracting(CompressionException::reason)
                .isEqualTo(FailureReason.MODEL_UNREADABLE);
    }

    private Path write(ComputationGraph graph) {
        Path file = directory.resolve("model.zip");
        Networks.write(new Network(graph, Network.Kind.COMPUTATION_GRAPH), file);
        return file;
    }

    private static InputShape shape(CNN2DFormat layout) {
        return new InputShape(4, 4, 3, layout);
    }

    private static ComputationGraph graph(CNN2DFormat layout) {
        boolean channelsFirst = layout == CNN2DFormat.NCHW;
        var builder = GradientCheck.builder(shape(layout))
                .addLayer("conv", new ConvolutionLayer.Builder(1, 1).nOut(4).build(), "images")
                .addLayer("grouped", activated(new GroupedConvolution.Builder(2, 1, 1), new HardSwish()), "conv")
                .addVertex("shuffled", new ChannelSelection(new int[] {1, 0, 2, 3}, layout), "grouped")
                .addVertex("padded", new SpatialPadding(1, 0, 0, 1, 0.25, layout), "shuffled")
                .addLayer(
                        "depthwise",
                        new DepthwiseConvolution2D.Builder(2, 2)
                                .nOut(4)
                                .dataFormat(layout)
                                .activation(new Clip(0, 6))
                                .build(),
                        "padded")
                .addLayer(
                        "rectified",
                        new PReLULayer.Builder()
                                .inputShape(channelsFirst ? new long[] {4, 1, 1} : new long[] {1, 1, 4})
                                .sharedAxes(channelsFirst ? new long[] {2, 3} : new long[] {1, 2})
                                .build(),
                        "depthwise")
                .addLayer("pool", new GlobalPoolingLayer(), "rectified")
                .addLayer("gates", new ActivationLayer(new HardSigmoid(0.2, 0.5)), "pool")
                .addVertex("scaled", new ChannelScale(layout), "gates", "rectified")
                .addLayer("up", new Upsampling2D.Builder(2).dataFormat(layout).build(), "scaled")
                .addLayer(
                        "deconvolved",
                        new Deconvolution2D.Builder(2, 2)
                                .stride(2, 2)
                                .nOut(3)
                                .dataFormat(layout)
                                .build(),
                        "up");
        ComputationGraph graph = GradientCheck.finish(builder, "deconvolved");
        graph.getLayer("rectified").getParam("W").assign(0.3);
        return graph;
    }

    private static ConvolutionLayer activated(ConvolutionLayer.Builder builder, IActivation function) {
        return builder.nOut(4).activation(function).build();
    }
}

package io.filterfit.model.vertex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.filterfit.model.GradientCheck;
import io.filterfit.model.InputShape;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class ChannelPaddingTest {

    private static final int SIZE = 3;

    @ParameterizedTest
    @EnumSource(CNN2DFormat.class)
    void putsZerosAroundTheChannels(CNN2DFormat layout) {
        ComputationGraph graph = convolutionAndPadding(layout);
        INDArray images = GradientCheck.images(shape(layout), 2);

        var activations = graph.feedForward(images, false);

        INDArray convolved = GradientCheck.channelsFirst(activations.get("conv"), layout);
        INDArray padded = GradientCheck.channelsFirst(activations.get("pad"), layout);
        assertThat(padded.shape()).containsExactly(2, 1 + 2 + 3, SIZE, SIZE);
        for (int channel = 0; channel < 6; channel++) {
            INDArray expected = channel == 1 || channel == 2
                    ? channel(convolved, channel - 1)
                    : Nd4j.zeros(DataType.DOUBLE, 2, SIZE, SIZE);
            assertThat(channel(padded, channel)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource(CNN2DFormat.class)
    void gradientsMatchFiniteDifferences(CNN2DFormat layout) {
        GradientCheck.check(convolutionAndPadding(layout), GradientCheck.images(shape(layout), 2));
    }

    @ParameterizedTest
    @EnumSource(CNN2DFormat.class)
    void survivesCloningAndJson(CNN2DFormat layout) {
        ComputationGraph graph = convolutionAndPadding(layout);
        INDArray images = GradientCheck.images(shape(layout), 2);

        var reread =
                ComputationGraphConfiguration.fromJson(graph.getConfiguration().toJson());

        assertThat(graph.clone().outputSingle(images)).isEqualTo(graph.outputSingle(images));
        assertThat(reread.getVertices().get("pad")).isEqualTo(new ChannelPadding(1, 3, layout));
    }

    @ParameterizedTest
    @EnumSource(CNN2DFormat.class)
    void refusesNegativePadding(CNN2DFormat layout) {
        assertThatThrownBy(() -> new ChannelPadding(-1, 0, layout)).isInstanceOf(IllegalArgumentException.class);
    }

    private static InputShape shape(CNN2DFormat layout) {
        return new InputShape(SIZE, SIZE, 3, layout);
    }

    private static INDArray channel(INDArray activations, int channel) {
        return activations
                .get(NDArrayIndex.all(), NDArrayIndex.point(channel), NDArrayIndex.all(), NDArrayIndex.all())
                .dup('c');
    }

    private static ComputationGraph convolutionAndPadding(CNN2DFormat layout) {
        var builder = GradientCheck.builder(shape(layout))
                .addLayer("conv", new ConvolutionLayer.Builder(1, 1).nOut(2).build(), "images")
                .addVertex("pad", new ChannelPadding(1, 3, layout), "conv");
        return GradientCheck.finish(builder, "pad");
    }
}

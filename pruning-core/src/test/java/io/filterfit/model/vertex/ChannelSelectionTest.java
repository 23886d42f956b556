package io.filterfit.model.vertex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.filterfit.model.GradientCheck;
import io.filterfit.model.InputShape;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

class ChannelSelectionTest {

    /** A permutation that leaves one channel out and has another three times. */
    private static final int[] CHANNELS = {3, 0, 3, 1, 3};

    @ParameterizedTest
    @EnumSource(CNN2DFormat.class)
    void putsChannelsInTheirNewOrder(CNN2DFormat layout) {
        var activations = selection(layout).feedForward(GradientCheck.images(shape(layout), 2), false);

        INDArray convolved = GradientCheck.channelsFirst(activations.get("conv"), layout);
        INDArray selected = GradientCheck.channelsFirst(activations.get("selection"), layout);
        assertThat(selected.shape()).containsExactly(2, CHANNELS.length, 3, 2);
        for (int i = 0; i < CHANNELS.length; i++) {
            assertThat(channel(selected, i)).isEqualTo(channel(convolved, CHANNELS[i]));
        }
    }

    @ParameterizedTest
    @EnumSource(CNN2DFormat.class)
    void putsFeaturesOfAVectorInTheirNewOrder(CNN2DFormat layout) {
        var activations = selectionOfFeatures(layout).feedForward(GradientCheck.images(shape(layout), 2), false);

        INDArray pooled = activations.get("pool");
        INDArray selected = activations.get("selection");
        for (int i = 0; i < CHANNELS.length; i++) {
            assertThat(selected.getColumn(i)).isEqualTo(pooled.getColumn(CHANNELS[i]));
        }
    }

    @ParameterizedTest
    @EnumSource(CNN2DFormat.class)
    void gradientsMatchFiniteDifferences(CNN2DFormat layout) {
        GradientCheck.check(selection(layout), GradientCheck.images(shape(layout), 2));
    }

    @ParameterizedTest
    @EnumSource(CNN2DFormat.class)
    void gradientsOfVectorsMatchFiniteDifferences(CNN2DFormat layout) {
        GradientCheck.check(selectionOfFeatures(layout), GradientCheck.images(shape(layout), 2));
    }

    @Test
    void refusesNegativeChannels() {
        assertThatThrownBy(() -> new ChannelSelection(new int[] {0, -1}, CNN2DFormat.NCHW))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesToSelectNothing() {
        assertThatThrownBy(() -> new ChannelSelection(new int[0], CNN2DFormat.NCHW))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static InputShape shape(CNN2DFormat layout) {
        return new InputShape(3, 2, 3, layout);
    }

    private static ComputationGraph selection(CNN2DFormat layout) {
        var builder = GradientCheck.builder(shape(layout))
                .addLayer("conv", new ConvolutionLayer.Builder(1, 1).nOut(4).build(), "images")
                .addVertex("selection", new ChannelSelection(CHANNELS, layout), "conv");
        return GradientCheck.finish(builder, "selection");
    }

    private static ComputationGraph selectionOfFeatures(CNN2DFormat layout) {
        var builder = GradientCheck.builder(shape(layout))
                .addLayer("conv", new ConvolutionLayer.Builder(1, 1).nOut(4).build(), "images")
                .addLayer("pool", new GlobalPoolingLayer(), "conv")
                .addVertex("selection", new ChannelSelection(CHANNELS, layout), "pool");
        return GradientCheck.finish(builder, "selection");
    }

    private static INDArray channel(INDArray activations, int channel) {
        return activations
                .get(NDArrayIndex.all(), NDArrayIndex.point(channel), NDArrayIndex.all(), NDArrayIndex.all())
                .dup('c');
    }
}

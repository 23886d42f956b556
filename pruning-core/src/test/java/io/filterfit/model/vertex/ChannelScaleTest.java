package io.filterfit.model.vertex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.filterfit.model.GradientCheck;
import io.filterfit.model.InputShape;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InvalidInputTypeException;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;

class ChannelScaleTest {

    private static final int CHANNELS = 3;

    @ParameterizedTest(name = "{0}, gates are a vector: {1}, gates first: {2}")
    @CsvSource({
        "NCHW, true, true", "NCHW, true, false", "NCHW, false, true", "NCHW, false, false",
        "NHWC, true, true", "NHWC, true, false", "NHWC, false, true", "NHWC, false, false"
    })
    void multipliesEveryChannelByItsGate(CNN2DFormat layout, boolean vector, boolean gatesFirst) {
        var activations =
                squeezeExcite(layout, vector, gatesFirst).feedForward(GradientCheck.images(shape(layout), 2), false);

        INDArray image = GradientCheck.channelsFirst(activations.get("image"), layout);
        INDArray gates = activations.get("gates").dup('c').reshape(2, CHANNELS);
        INDArray scaled = GradientCheck.channelsFirst(activations.get("scale"), layout);
        assertThat(scaled.shape()).isEqualTo(image.shape());
        for (int channel = 0; channel < CHANNELS; channel++) {
            assertThat(scaled.getDouble(1, channel, 2, 1))
                    .isEqualTo(image.getDouble(1, channel, 2, 1) * gates.getDouble(1, channel));
        }
    }

    @ParameterizedTest(name = "{0}, gates are a vector: {1}, gates first: {2}")
    @CsvSource({
        "NCHW, true, true", "NCHW, true, false", "NCHW, false, true", "NCHW, false, false",
        "NHWC, true, true", "NHWC, true, false", "NHWC, false, true", "NHWC, false, false"
    })
    void gradientsMatchFiniteDifferences(CNN2DFormat layout, boolean vector, boolean gatesFirst) {
        GradientCheck.check(squeezeExcite(layout, vector, gatesFirst), GradientCheck.images(shape(layout), 2));
    }

    @Test
    void refusesGatesOfAnotherNumberOfChannels() {
        InputType image = InputType.convolutional(4, 4, CHANNELS, CNN2DFormat.NCHW);

        assertThatThrownBy(() -> new ChannelScale(CNN2DFormat.NCHW).getOutputType(0, image, InputType.feedForward(2)))
                .isInstanceOf(InvalidInputTypeException.class);
    }

    private static InputShape shape(CNN2DFormat layout) {
        return new InputShape(3, 2, 2, layout);
    }

    private static ComputationGraph squeezeExcite(CNN2DFormat layout, boolean vector, boolean gatesFirst) {
        var builder = GradientCheck.builder(shape(layout))
                .addLayer(
                        "image",
                        new ConvolutionLayer.Builder(1, 1).nOut(CHANNELS).build(),
                        "images")
                .addLayer(
                        "gates of pixels",
                        new ConvolutionLayer.Builder(1, 1)
                                .nOut(CHANNELS)
                                .activation(Activation.SIGMOID)
                                .build(),
                        "image")
                .addLayer(
                        "gates",
                        vector
                                ? new GlobalPoolingLayer(PoolingType.AVG)
                                : new SubsamplingLayer.Builder(PoolingType.AVG)
                                        .kernelSize(3, 2)
                                        .stride(3, 2)
                                        .build(),
                        "gates of pixels")
                .addVertex(
                        "scale",
                        new ChannelScale(layout),
                        gatesFirst ? "gates" : "image",
                        gatesFirst ? "image" : "gates");
        return GradientCheck.finish(builder, "scale");
    }
}

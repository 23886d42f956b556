package io.filterfit.model.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.filterfit.model.GradientCheck;
import io.filterfit.model.InputShape;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

class GroupedConvolutionTest {

    private static final int GROUPS = 2;
    private static final int INPUTS = 4;
    private static final int FILTERS = 6;

    /** Against a plain convolution whose kernel is 0 from one group to another. */
    @ParameterizedTest
    @EnumSource(CNN2DFormat.class)
    void computesWhatAPlainConvolutionWithZerosComputes(CNN2DFormat layout) {
        ComputationGraph grouped = graph(layout, grouped());
        ComputationGraph plain = graph(layout, new ConvolutionLayer.Builder(3, 2));
        plain.getLayer("tested").getParam("W").assign(0);
        for (int group = 0; group < GROUPS; group++) {
            var filters = NDArrayIndex.interval(group * FILTERS / GROUPS, (group + 1) * FILTERS / GROUPS);
            var inputs = NDArrayIndex.interval(group * INPUTS / GROUPS, (group + 1) * INPUTS / GROUPS);
            plain.getLayer("tested")
                    .getParam("W")
                    .get(filters, inputs, NDArrayIndex.all(), NDArrayIndex.all())
                    .assign(grouped.getLayer("tested")
                            .getParam("W")
                            .get(filters, NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.all()));
        }
        for (String parameter : new String[] {"conv_W", "conv_b", "tested_b", "output_W", "output_b"}) {
            plain.getParam(parameter).assign(grouped.getParam(parameter));
        }
        INDArray images = GradientCheck.images(shape(layout), 2);

        INDArray difference = plain.outputSingle(images).sub(grouped.outputSingle(images));

        assertThat(difference.amaxNumber().doubleValue()).isLessThan(1e-12);
    }

    @ParameterizedTest
    @EnumSource(CNN2DFormat.class)
    void gradientsMatchFiniteDifferences(CNN2DFormat layout) {
        GradientCheck.check(graph(layout, grouped()), GradientCheck.images(shape(layout), 2));
    }

    @ParameterizedTest
    @EnumSource(CNN2DFormat.class)
    void gradientsOfSameModeWithoutBiasMatchFiniteDifferences(CNN2DFormat layout) {
        ConvolutionLayer.Builder same =
                new GroupedConvolution.Builder(GROUPS, 2, 3).hasBias(false).convolutionMode(ConvolutionMode.Same);

        GradientCheck.check(graph(layout, same), GradientCheck.images(shape(layout), 2));
    }

    @Test
    void hasOnlyTheWeightsOfItsGroups() {
        ComputationGraph graph = graph(CNN2DFormat.NHWC, grouped());

        assertThat(graph.getLayer("tested").getParam("W").shape()).containsExactly(FILTERS, INPUTS / GROUPS, 3, 2);
        assertThat(graph.getLayer("tested").numParams()).isEqualTo(FILTERS * INPUTS / GROUPS * 3 * 2 + FILTERS);
    }

    @Test
    void refusesChannelsThatCannotBeSplit() {
        var odd = new GroupedConvolution.Builder(3, 1, 1).nOut(FILTERS);

        assertThatThrownBy(() -> graph(CNN2DFormat.NCHW, odd)).hasMessageContaining("3 groups");
    }

    private static InputShape shape(CNN2DFormat layout) {
        return new InputShape(6, 5, 3, layout);
    }

    private static ConvolutionLayer.Builder grouped() {
        return new GroupedConvolution.Builder(GROUPS, 3, 2);
    }

    private static ComputationGraph graph(CNN2DFormat layout, ConvolutionLayer.Builder tested) {
        if (tested.getConvolutionMode() != ConvolutionMode.Same) {
            tested.padding(1, 0).dilation(2, 1);
        }
        var builder = GradientCheck.builder(shape(layout))
                .addLayer(
                        "conv", new ConvolutionLayer.Builder(1, 1).nOut(INPUTS).build(), "images")
                .addLayer(
                        "tested",
                        tested.stride(1, 2)
                                .nOut(FILTERS)
                                .activation(Activation.SIGMOID)
                                .build(),
                        "conv");
        return GradientCheck.finish(builder, "tested");
    }
}

package io.filterfit.model.vertex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.filterfit.model.GradientCheck;
import io.filterfit.model.InputShape;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class SpatialPaddingTest {

    @ParameterizedTest
    @EnumSource(CNN2DFormat.class)
    void putsTheValueAroundTheImage(CNN2DFormat layout) {
        var activations = padding(layout, -7).feedForward(GradientCheck.images(shape(layout), 2), false);

        INDArray convolved = GradientCheck.channelsFirst(activations.get("conv"), layout);
        INDArray padded = GradientCheck.channelsFirst(activations.get("pad"), layout);
        assertThat(padded.shape()).containsExactly(2, 2, 1 + 3 + 2, 0 + 2 + 3);
        for (int row = 0; row < 6; row++) {
            for (int column = 0; column < 5; column++) {
                boolean inside = row >= 1 && row < 4 && column < 2;
                double expected = inside ? convolved.getDouble(1, 0, row - 1, column) : -7;
                assertThat(padded.getDouble(1, 0, row, column)).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(CNN2DFormat.class)
    void gradientsMatchFiniteDifferences(CNN2DFormat layout) {
        GradientCheck.check(padding(layout, 0.5), GradientCheck.images(shape(layout), 2));
    }

    @Test
    void refusesNegativePadding() {
        assertThatThrownBy(() -> new SpatialPadding(0, 0, -1, 0, 0, CNN2DFormat.NCHW))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.NEGATIVE_INFINITY, 1e39})
    void refusesWhatIsNoFloat(double value) {
        assertThatThrownBy(() -> new SpatialPadding(0, 0, 0, 0, value, CNN2DFormat.NCHW))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static InputShape shape(CNN2DFormat layout) {
        return new InputShape(3, 2, 3, layout);
    }

    private static ComputationGraph padding(CNN2DFormat layout, double value) {
        var builder = GradientCheck.builder(shape(layout))
                .addLayer("conv", new ConvolutionLayer.Builder(1, 1).nOut(2).build(), "images")
                .addVertex("pad", new SpatialPadding(1, 2, 0, 3, value, layout), "conv");
        return GradientCheck.finish(builder, "pad");
    }
}

package io.filterfit.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.filterfit.graph.Graphs;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class BatchNormRecalibrationTest {

    @ParameterizedTest
    @CsvSource({"NCHW, true", "NCHW, false", "NHWC, true", "NHWC, false"})
    void afterwardsEveryChannelHasMeanZeroAndVarianceOneBeforeScaleAndShift(CNN2DFormat layout, boolean logarithm) {
        var builder = Graphs.builder()
                .addLayer("conv", Graphs.convolution(4), Graphs.INPUT)
                .addLayer(
                        "norm",
                        new BatchNormalization.Builder().useLogStd(logarithm).build(),
                        "conv")
                .addLayer("output", Graphs.output(), "norm")
                .setOutputs("output");
        ComputationGraph network = Graphs.build(builder, 5, 5, layout, 2);
        network.getLayer("norm").getParam("gamma").assign(1);
        network.getLayer("norm").getParam("beta").assign(0);
        long[] shape = layout == CNN2DFormat.NCHW ? new long[] {30, 3, 5, 5} : new long[] {30, 5, 5, 3};
        INDArray first = Nd4j.randn(DataType.FLOAT, shape);
        INDArray second = Nd4j.randn(DataType.FLOAT, shape).muli(2).addi(1);

        ComputationGraph recalibrated =
                BatchNormRecalibration.of(network, new CalibrationImages(List.of(first, second)));

        INDArray normalised = recalibrated
                .feedForward(Nd4j.concat(0, first, second), false)
                .get("norm")
                .castTo(DataType.DOUBLE);
        int[] rest = layout == CNN2DFormat.NCHW ? new int[] {0, 2, 3} : new int[] {0, 1, 2};
        for (int channel = 0; channel < 4; channel++) {
            assertThat(normalised.mean(rest).getDouble(channel)).isCloseTo(0, within(1e-4));
            assertThat(normalised.var(false, rest).getDouble(channel)).isCloseTo(1, within(1e-3));
        }
    }
}

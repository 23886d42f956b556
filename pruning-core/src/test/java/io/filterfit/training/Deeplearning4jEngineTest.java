package io.filterfit.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.filterfit.dataset.ImageTreeWriter;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class Deeplearning4jEngineTest {

    private static final int[] LABELS = {0, 1, 1, 0, 1, 0, 0, 1};

    /** Shared by both: kernels have the same shape in either layout. */
    private static final String KERNEL = "conv_W";

    private final ComputationGraph channelsLast = TinyNetworks.pooled(CNN2DFormat.NHWC);
    private final ComputationGraph channelsFirst = TinyNetworks.pooled(CNN2DFormat.NCHW);
    private final INDArray images =
            Nd4j.randn(DataType.FLOAT, LABELS.length, ImageTreeWriter.SIZE, ImageTreeWriter.SIZE, 3);

    private static INDArray gradient(ComputationGraph network, INDArray features) {
        network.initGradientsView();
        new Deeplearning4jEngine(network, 2).compute(new Batch(features, LABELS), new CrossEntropy(0));
        return network.getFlattenedGradients();
    }

    @Test
    void aConvolutionWithAnActivationOfItsOwnHasTheSameGradientsInEitherLayout() {
        channelsFirst.setParams(channelsLast.params());
        assertThat(channelsFirst.getParam(KERNEL)).isEqualTo(channelsLast.getParam(KERNEL));

        float[] last = gradient(channelsLast, images).toFloatVector();
        float[] first =
                gradient(channelsFirst, images.permute(0, 3, 1, 2).dup('c')).toFloatVector();

        assertThat(last).containsExactly(first, within(1e-4f));
    }

    @Test
    void theConfigurationStaysAsItIs() {
        String before = channelsLast.getConfiguration().toJson();

        gradient(channelsLast, images);

        assertThat(channelsLast.getConfiguration().toJson()).isEqualTo(before);
    }
}

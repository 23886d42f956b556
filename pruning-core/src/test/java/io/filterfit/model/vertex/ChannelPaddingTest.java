package io.filterfit.model.vertex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.filterfit.model.InputShape;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions;

class ChannelPaddingTest {

    private static final int SIZE = 3;

    @ParameterizedTest
    @EnumSource(CNN2DFormat.class)
    void putsZerosAroundTheChannels(CNN2DFormat layout) {
        ComputationGraph graph = convolutionAndPadding(layout);
        INDArray images = images(layout, 2);

        var activations = graph.feedForward(images, false);

        INDArray convolved = channelsFirst(activations.get("conv"), layout);
        INDArray padded = channelsFirst(activations.get("pad"), layout);
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
        ComputationGraph graph = convolutionAndPadding(layout);
        INDArray labels = Nd4j.rand(DataType.DOUBLE, 2, 3);
        DataSet batch = new DataSet(images(layout, 2), labels);
        graph.setInputs(batch.getFeatures());
        graph.setLabels(labels);
        graph.computeGradientAndScore();
        Gradient gradient = graph.gradient();
        // Deeplearning4j sums over the batch; its updater divides by the batch size later.
        INDArray analytic = gradient.gradient().div(batch.numExamples());

        for (int i = 0; i < graph.numParams(); i++) {
            double numeric = (scoreWith(graph, batch, i, 1e-6) - scoreWith(graph, batch, i, -1e-6)) / 2e-6;
            assertThat(analytic.getDouble(i)).isCloseTo(numeric, offset(1e-7));
        }
    }

    @ParameterizedTest
    @EnumSource(CNN2DFormat.class)
    void survivesCloningAndJson(CNN2DFormat layout) {
        ComputationGraph graph = convolutionAndPadding(layout);
        INDArray images = images(layout, 2);

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

    private static double scoreWith(ComputationGraph graph, DataSet batch, int parameter, double change) {
        double value = graph.params().getDouble(parameter);
        graph.params().putScalar(parameter, value + change);
        double score = graph.score(batch, true);
        graph.params().putScalar(parameter, value);
        return score;
    }

    private static INDArray images(CNN2DFormat layout, int count) {
        Nd4j.getRandom().setSeed(7);
        return Nd4j.rand(DataType.DOUBLE, new InputShape(SIZE, SIZE, 3, layout).batch(count));
    }

    private static INDArray channelsFirst(INDArray activations, CNN2DFormat layout) {
        return layout == CNN2DFormat.NCHW ? activations : activations.permute(0, 3, 1, 2);
    }

    private static INDArray channel(INDArray activations, int channel) {
        return activations
                .get(NDArrayIndex.all(), NDArrayIndex.point(channel), NDArrayIndex.all(), NDArrayIndex.all())
                .dup('c');
    }

    private static ComputationGraph convolutionAndPadding(CNN2DFormat layout) {
        var configuration = new NeuralNetConfiguration.Builder()
                .seed(3)
                .dataType(DataType.DOUBLE)
                .updater(new NoOp())
                .graphBuilder()
                .addInputs("images")
                .setInputTypes(new InputShape(SIZE, SIZE, 3, layout).type())
                .addLayer("conv", new ConvolutionLayer.Builder(1, 1).nOut(2).build(), "images")
                .addVertex("pad", new ChannelPadding(1, 3, layout), "conv")
                .addLayer(
                        "output",
                        new OutputLayer.Builder(LossFunctions.LossFunction.MSE)
                                .nOut(3)
                                .activation(Activation.TANH)
                                .build(),
                        "pad")
                .setOutputs("output")
                .build();
        ComputationGraph graph = new ComputationGraph(configuration);
        graph.init();
        return graph;
    }
}

package io.filterfit.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.filterfit.model.zoo.PlainCnn;
import io.filterfit.model.zoo.ResNet;
import io.filterfit.model.zoo.Shortcut;
import io.filterfit.model.zoo.Vgg16;
import io.filterfit.model.zoo.ZooOptions;
import io.filterfit.spec.CompressionException;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NetworkCostTest {

    /** The figures of the SFP and FPGM papers, in millions. */
    @ParameterizedTest
    @CsvSource({"20, 40.55", "32, 68.86", "56, 125.49", "110, 252.89"})
    void convolutionMacsOfResNetsAreThoseOfThePapers(int depth, double millions) {
        ComputationGraph graph = new ResNet(depth, Shortcut.PARAMETER_FREE)
                .build(ZooOptions.CIFAR10)
                .graph();

        assertThat(Math.round(NetworkCost.of(graph).convolutionMacs() / 1e4)).isEqualTo(Math.round(millions * 100));
    }

    @ParameterizedTest
    @EnumSource(CNN2DFormat.class)
    void countsTrainableParametersOnly(CNN2DFormat layout) {
        var options = ZooOptions.CIFAR10.withLayout(layout);
        var parameterFree = NetworkCost.of(
                new ResNet(20, Shortcut.PARAMETER_FREE).build(options).graph());
        var projection = NetworkCost.of(
                new ResNet(20, Shortcut.PROJECTION).build(options).graph());

        assertThat(parameterFree.parameters()).isEqualTo(269_722);
        assertThat(projection.parameters()).isEqualTo(269_722 + 16 * 32 + 2 * 32 + 32 * 64 + 2 * 64);
    }

    @Test
    void denseLayersCountUnlessOnlyConvolutionsDo() {
        var cost = NetworkCost.of(new Vgg16().build(ZooOptions.CIFAR10).graph());

        assertThat(cost.convolutionMacs()).isEqualTo(313_196_544);
        assertThat(cost.macs()).isEqualTo(313_196_544 + 512 * 512 + 512 * 10);
        assertThat(cost.flops()).isEqualTo(2 * cost.macs());
    }

    @Test
    void layersAreListedWithTheirShapes() {
        var graph = new PlainCnn().build(ZooOptions.CIFAR10).graph();

        assertThat(LayerCost.of(graph))
                .contains(
                        new LayerCost("conv2", "ConvolutionLayer", List.of(32L, 16L, 16L), 4_608, 1_179_648, true),
                        new LayerCost("bn2", "BatchNormalization", List.of(32L, 16L, 16L), 64, 0, false),
                        new LayerCost("pool2", "SubsamplingLayer", List.of(32L, 8L, 8L), 0, 0, false),
                        new LayerCost("classifier", "OutputLayer", List.of(10L), 650, 640, false));
    }

    @Test
    void saysWhatToDoWhenTheNetworkDoesNotKnowItsImages() {
        var configuration = new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("images")
                .setInputTypes(InputType.convolutional(8, 8, 3))
                .addLayer("conv", new ConvolutionLayer.Builder(3, 3).nOut(4).build(), "images")
                .addLayer("pool", new GlobalPoolingLayer(), "conv")
                .addLayer("output", new OutputLayer.Builder().nOut(2).build(), "pool")
                .setOutputs("output")
                .build();
        var graph = new ComputationGraph(configuration);
        graph.init();

        assertThatThrownBy(() -> NetworkCost.of(graph))
                .isInstanceOf(CompressionException.class)
                .hasMessageContaining("input 'images'")
                .hasMessageContaining("name a data set or their size");
    }
}

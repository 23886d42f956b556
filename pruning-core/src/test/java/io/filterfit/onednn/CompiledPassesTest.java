package io.filterfit.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.filterfit.graph.Families;
import io.filterfit.model.InputShape;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class CompiledPassesTest {

    @AfterEach
    void switchOn() {
        System.clearProperty(CompiledPasses.ENABLED);
        System.clearProperty(CompiledPasses.BFLOAT16);
    }

    private static ComputationGraph padded() {
        ComputationGraph network = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("images")
                .setInputTypes(new InputShape(6, 6, 3, CNN2DFormat.NCHW).type())
                .addLayer("frame", new ZeroPaddingLayer.Builder(1, 1).build(), "images")
                .addLayer(
                        "convolution",
                        new ConvolutionLayer.Builder(3, 3).nOut(4).build(),
                        "frame")
                .addLayer(
                        "output",
                        new OutputLayer.Builder(LossFunction.MCXENT)
                                .nOut(2)
                                .activation(org.nd4j.linalg.activations.Activation.SOFTMAX)
                                .build(),
                        "convolution")
                .setOutputs("output")
                .build());
        network.init();
        return network;
    }

    @Test
    void whatHasATranslationRunsCompiled() {
        assertThat(CompiledPasses.obstacle(SmallNetworks.build("residual block", CNN2DFormat.NHWC)))
                .isEmpty();
    }

    @Test
    void aLayerWithoutTranslationIsNamed() {
        assertThat(CompiledPasses.obstacle(padded())).contains("'frame' is a ZeroPaddingLayer");
    }

    @ParameterizedTest
    @CsvSource({
        "RESNEXT, GroupedConvolution",
        "SHUFFLENET_V2, ChannelSelection",
        "MOBILENET_V3, HardSwish",
        "INCEPTION, SpatialPadding",
        "U_NET, Deconvolution2D",
        "SIAMESE, StackVertex"
    })
    void structuresWithoutTranslationAreLeftToDeeplearning4j(Families family, String part) {
        ComputationGraph network = family.build(CNN2DFormat.NHWC, 1);

        assertThat(CompiledPasses.obstacle(network))
                .hasValueSatisfying(obstacle -> assertThat(obstacle).containsIgnoringCase(part));
    }

    @Test
    void aNetworkWithSuchALayerIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new InferenceProgram(padded(), new long[] {1, 3, 6, 6}, CNN2DFormat.NCHW, Precision.FLOAT32))
                .withMessageContaining("'frame'");
    }

    @Test
    void itComputesInFloat32UnlessAskedForBfloat16() {
        assertThat(CompiledPasses.precision()).isEqualTo(Precision.FLOAT32);

        System.setProperty(CompiledPasses.BFLOAT16, "true");

        assertThat(CompiledPasses.precision()).isEqualTo(Precision.BFLOAT16);
    }

    @Test
    void itCanBeSwitchedOff() {
        System.setProperty(CompiledPasses.ENABLED, "false");

        assertThat(CompiledPasses.obstacle(SmallNetworks.build("residual block", CNN2DFormat.NHWC)))
                .hasValueSatisfying(why -> assertThat(why).contains("filterfit.compiled"));
    }
}

package io.filterfit.model.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.filterfit.model.InputShape;
import io.filterfit.model.Network;
import io.filterfit.spec.CompressionException;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class ZooTest {

    private static final ZooOptions NARROW = ZooOptions.CIFAR10.withWidthFactor(0.25);

    static Stream<String> names() {
        return Zoo.NAMES.stream().filter(name -> !name.startsWith("resnet-56") && !name.startsWith("resnet-110"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void outputsAProbabilityPerClass(String name) {
        ComputationGraph graph = Zoo.build(name, NARROW.withClasses(7)).graph();

        INDArray output = graph.outputSingle(Nd4j.rand(InputShape.CIFAR.batch(2)));

        assertThat(output.shape()).containsExactly(2, 7);
        assertThat(output.sum(1).equalsWithEps(Nd4j.ones(DataType.FLOAT, 2), 1e-5))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"resnet-8", "resnet-8-projection", "plain-cnn"})
    void takesGreyImagesOfOddSizes(String name) {
        // 28 pixels are halved to 14, 7 and, by a plain network, 3.
        InputShape grey = new InputShape(28, 28, 1, CNN2DFormat.NHWC);
        ComputationGraph graph = Zoo.build(name, NARROW.withInput(grey)).graph();

        assertThat(graph.outputSingle(Nd4j.rand(grey.batch(2))).shape()).containsExactly(2, 10);
        assertThat(InputShape.of(graph)).contains(grey);
    }

    @ParameterizedTest
    @MethodSource("names")
    void bothLayoutsComputeTheSame(String name) {
        ComputationGraph first =
                Zoo.build(name, NARROW.withLayout(CNN2DFormat.NCHW)).graph();
        ComputationGraph last =
                Zoo.build(name, NARROW.withLayout(CNN2DFormat.NHWC)).graph();
        Nd4j.getRandom().setSeed(5);
        INDArray images = Nd4j.rand(DataType.FLOAT, 2, 3, 32, 32);

        Map<String, INDArray> expected = first.feedForward(images, false);
        Map<String, INDArray> actual =
                last.feedForward(images.permute(0, 2, 3, 1).dup('c'), false);

        // Behind a flatten the order of dense weights differs, so the layers in front of it are compared.
        expected.values().removeIf(activations -> activations.rank() != 4);
        assertThat(expected).hasSizeGreaterThan(10).allSatisfy((layer, activations) -> assertThat(
                        actual.get(layer).permute(0, 3, 1, 2).dup('c').equalsWithEps(activations.dup('c'), 1e-4))
                .as(layer)
                .isTrue());
    }

    @ParameterizedTest
    @EnumSource(Shortcut.class)
    void learnsAFewImagesByHeart(Shortcut shortcut) {
        ComputationGraph graph = new ResNet(8, shortcut).build(NARROW).graph();
        Nd4j.getRandom().setSeed(11);
        INDArray labels = Nd4j.eye(8).castTo(DataType.FLOAT);
        DataSet batch = new DataSet(
                Nd4j.rand(InputShape.CIFAR.batch(8)), Nd4j.concat(1, labels, Nd4j.zeros(DataType.FLOAT, 8, 2)));
        double before = graph.score(batch, true);

        for (int step = 0; step < 40; step++) {
            graph.fit(batch);
        }

        assertThat(graph.score(batch, true)).isLessThan(before / 10);
    }

    @Test
    void sameSeedSameWeights() {
        ResNet resNet = new ResNet(8, Shortcut.PARAMETER_FREE);

        assertThat(resNet.build(NARROW.withSeed(4)).graph().params())
                .isEqualTo(resNet.build(NARROW.withSeed(4)).graph().params())
                .isNotEqualTo(resNet.build(NARROW.withSeed(5)).graph().params());
    }

    @Test
    void convolutionsAreInitialisedAsHeEtAlDo() {
        ComputationGraph graph =
                new ResNet(8, Shortcut.PROJECTION).build(ZooOptions.CIFAR10).graph();

        INDArray weights = graph.getLayer("stage3.block1.conv2").getParam("W");

        double expected = Math.sqrt(2.0 / (64 * 3 * 3));
        assertThat(weights.stdNumber().doubleValue()).isBetween(0.97 * expected, 1.03 * expected);
        assertThat(weights.meanNumber().doubleValue()).isBetween(-expected / 50, expected / 50);
    }

    @Test
    void layersBearTheNamesOfThePapers() {
        ComputationGraph graph = new ResNet(20, Shortcut.PARAMETER_FREE)
                .build(ZooOptions.CIFAR10)
                .graph();

        assertThat(graph.getConfiguration().getVertices())
                .containsKeys(
                        "stem.conv",
                        "stage1.block1.conv1",
                        "stage2.block1.shortcut.subsample",
                        "stage2.block1.shortcut.pad",
                        "stage3.block3.bn2",
                        "stage3.block3.add",
                        "pool",
                        "classifier");
        assertThat(graph.getConfiguration().getVertices().values().stream()
                        .filter(vertex -> vertex instanceof LayerVertex layer
                                && layer.getLayerConf().getLayer() instanceof ConvolutionLayer))
                .hasSize(19);
    }

    @Test
    void thePlainNetworkIsAMultiLayerOne() {
        assertThat(new PlainCnn().build(NARROW).kind()).isEqualTo(Network.Kind.MULTI_LAYER);
    }

    @Test
    void everyNetworkCarriesItsInputShape() {
        InputShape shape = new InputShape(48, 40, 1, CNN2DFormat.NCHW);

        assertThat(Zoo.NAMES.stream().filter(name -> !name.startsWith("resnet-1")))
                .allSatisfy(name -> assertThat(InputShape.of(
                                Zoo.build(name, NARROW.withInput(shape)).graph()))
                        .contains(shape));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 9, 21})
    void refusesADepthThatNoCifarResNetHas(int depth) {
        assertThatThrownBy(() -> new ResNet(depth, Shortcut.PROJECTION))
                .isInstanceOf(CompressionException.class)
                .hasMessageContaining("not " + depth);
    }

    @Test
    void namesTheArchitecturesThereAre() {
        assertThatThrownBy(() -> Zoo.build("lenet", ZooOptions.CIFAR10))
                .isInstanceOf(CompressionException.class)
                .hasMessageContaining("'lenet' is unknown")
                .hasMessageContaining("resnet-20, resnet-32");
    }
}

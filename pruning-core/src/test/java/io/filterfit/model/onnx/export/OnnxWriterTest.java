package io.filterfit.model.onnx.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.filterfit.graph.Graphs;
import io.filterfit.graph.RandomGraph;
import io.filterfit.model.InputShape;
import io.filterfit.model.zoo.Zoo;
import io.filterfit.model.zoo.ZooOptions;
import io.filterfit.spec.CompressionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.graph.L2NormalizeVertex;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** ONNX Runtime computes from the file what Deeplearning4j computes from the network. */
class OnnxWriterTest {

    private static final double TOLERANCE = 1e-4;

    @TempDir
    private Path directory;

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("kinds")
    void everyKindComputesTheSame(String kind, CNN2DFormat layout) throws Exception {
        ComputationGraph network = ExportedKinds.build(kind, layout);

        for (boolean folded : new boolean[] {false, true}) {
            Path file = write(network, folded);

            for (int images : new int[] {1, 3}) {
                assertComputesTheSame(network, file, images);
            }
        }
    }

    static Stream<Arguments> kinds() {
        return ExportedKinds.KINDS.keySet().stream().flatMap(kind -> Stream.of(CNN2DFormat.values())
                .filter(layout -> ExportedKinds.exists(kind, layout))
                .map(layout -> Arguments.of(kind, layout)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("drawn")
    void drawnNetworksComputeTheSame(int seed, CNN2DFormat layout) throws Exception {
        ComputationGraph network = RandomGraph.of(seed, layout);

        Path file = write(network, seed % 2 == 0);

        assertComputesTheSame(network, file, 2);
    }

    static Stream<Arguments> drawn() {
        return IntStream.range(0, 20).boxed().flatMap(seed -> Stream.of(CNN2DFormat.values())
                .map(layout -> Arguments.of(seed, layout)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("zoo")
    void theZooComputesTheSame(String architecture, CNN2DFormat layout) throws Exception {
        ZooOptions options = ZooOptions.CIFAR10.withLayout(layout).withWidthFactor(0.25);
        ComputationGraph network = Zoo.build(architecture, options).graph();
        Graphs.randomise(network, 3);

        for (boolean folded : new boolean[] {false, true}) {
            assertComputesTheSame(network, write(network, folded), 2);
        }
    }

    static Stream<Arguments> zoo() {
        return Stream.of("resnet-8", "resnet-20", "resnet-20-projection", "vgg-16-bn", "plain-cnn")
                .flatMap(architecture ->
                        Stream.of(CNN2DFormat.values()).map(layout -> Arguments.of(architecture, layout)));
    }

    @Test
    void foldingLeavesNoBatchNorm() throws Exception {
        ComputationGraph network = Zoo.build("resnet-8", ZooOptions.CIFAR10).graph();

        ModelProto model = read(write(network, true));

        assertThat(model.getGraph().getNodeList())
                .extracting(NodeProto::getOpType)
                .contains("Conv")
                .doesNotContain("BatchNormalization");
    }

    @Test
    void aFileSaysWhatItIs() throws Exception {
        ComputationGraph network = Zoo.build("resnet-8", ZooOptions.CIFAR10).graph();
        Path file = directory.resolve("described.onnx");

        OnnxWriter.write(network, new OnnxOptions(false, Map.of("filterfit.criterion", "l2")), file);

        ModelProto model = read(file);
        assertThat(model.getOpsetImport(0).getVersion()).isEqualTo(17);
        assertThat(model.getMetadataProps(0).getKey()).isEqualTo("filterfit.criterion");
        assertThat(model.getMetadataProps(0).getValue()).isEqualTo("l2");
    }

    /** Deeplearning4j's oneDNN pooling knows no dilation, so this does not ask it. */
    @Test
    void theLargestOfDilatedWindowsIsThatOfTheirPixels() throws Exception {
        ComputationGraph network = Graphs.build(
                Graphs.builder()
                        .addLayer(
                                "pool",
                                new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                                        .convolutionMode(ConvolutionMode.Truncate)
                                        .kernelSize(2, 2)
                                        .dilation(2, 3)
                                        .build(),
                                Graphs.INPUT)
                        .setOutputs("pool"),
                3,
                4,
                CNN2DFormat.NCHW,
                1);
        INDArray image = Nd4j.arange(36).castTo(DataType.FLOAT).reshape('c', 1, 3, 3, 4);

        Map<String, INDArray> output = OnnxRuntime.run(write(network, false), Map.of(Graphs.INPUT, image));

        assertThat(output.get("pool").data().asFloat()).containsExactly(11, 23, 35);
    }

    @Test
    void equalNetworksGiveEqualBytes() throws Exception {
        ComputationGraph network = Zoo.build("resnet-8", ZooOptions.CIFAR10).graph();

        assertThat(write(network, false)).hasSameBinaryContentAs(write(network.clone(), false));
    }

    @Test
    void aVertexWithoutCounterpartIsNamed() {
        ComputationGraph network = Graphs.build(
                Graphs.builder()
                        .addLayer("first", Graphs.convolution(4), Graphs.INPUT)
                        .addVertex("unit", new L2NormalizeVertex(), "first")
                        .addLayer("output", Graphs.output(), "unit")
                        .setOutputs("output"),
                6,
                5,
                CNN2DFormat.NCHW,
                1);

        assertThatThrownBy(() -> write(network, false))
                .isInstanceOf(CompressionException.class)
                .hasMessageContaining("'unit', a L2NormalizeVertex");
        assertThat(directory).isEmptyDirectory();
    }

    private Path write(ComputationGraph network, boolean folded) throws Exception {
        Path file = directory.resolve("network" + directory.toFile().list().length + ".onnx");
        OnnxWriter.write(network, OnnxOptions.PLAIN.withFoldBatchNorm(folded), file);
        return file;
    }

    private static ModelProto read(Path file) throws Exception {
        return ModelProto.parseFrom(Files.readAllBytes(file));
    }

    static void assertComputesTheSame(ComputationGraph network, Path file, int images) throws Exception {
        InputShape shape = InputShape.of(network).orElseThrow();
        Nd4j.getRandom().setSeed(13);
        INDArray batch = Nd4j.randn(
                new InputShape(shape.height(), shape.width(), shape.channels(), CNN2DFormat.NCHW).batch(images));
        boolean channelsLast = shape.layout() == CNN2DFormat.NHWC;
        INDArray[] expected =
                network.output(channelsLast ? batch.permute(0, 2, 3, 1).dup('c') : batch.dup('c'));
        String input = network.getConfiguration().getNetworkInputs().get(0);

        Map<String, INDArray> actual = OnnxRuntime.run(file, Map.of(input, batch));

        Map<String, INDArray> wanted = new LinkedHashMap<>();
        for (int i = 0; i < expected.length; i++) {
            INDArray output = expected[i];
            wanted.put(
                    network.getConfiguration().getNetworkOutputs().get(i),
                    output.rank() == 4 && channelsLast ? output.permute(0, 3, 1, 2) : output);
        }
        assertThat(actual.keySet()).containsExactlyElementsOf(wanted.keySet());
        wanted.forEach((name, output) -> {
            INDArray computed = actual.get(name);
            assertThat(computed.shape()).as(name).isEqualTo(output.shape());
            double scale = Math.max(1e-6, output.amaxNumber().doubleValue());
            double difference = computed.sub(output).amaxNumber().doubleValue();
            assertThat(difference / scale)
                    .as("relative difference of '" + name + "'")
                    .isLessThan(TOLERANCE);
        });
    }
}

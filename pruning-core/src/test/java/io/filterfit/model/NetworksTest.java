package io.filterfit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.filterfit.model.zoo.PlainCnn;
import io.filterfit.model.zoo.ResNet;
import io.filterfit.model.zoo.Shortcut;
import io.filterfit.model.zoo.Zoo;
import io.filterfit.model.zoo.ZooOptions;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

class NetworksTest {

    private static final ZooOptions SMALL = ZooOptions.CIFAR10.withWidthFactor(0.25);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"resnet-8", "resnet-8-projection", "vgg-16-bn", "plain-cnn"})
    void whatIsReadComputesWhatWasWritten(String name) {
        Network network = Zoo.build(name, SMALL);
        Path file = directory.resolve("model.zip");

        Networks.write(network, file);
        Network read = Networks.read(file);

        INDArray images = Nd4j.rand(InputShape.CIFAR.batch(3));
        assertThat(read.kind()).isEqualTo(network.kind());
        assertThat(read.graph().outputSingle(images)).isEqualTo(network.graph().outputSingle(images));
        assertThat(InputShape.of(read.graph())).contains(InputShape.CIFAR);
    }

    @Test
    void deeplearning4jReadsAComputationGraph() throws IOException {
        Network network = new ResNet(8, Shortcut.PROJECTION).build(SMALL);
        Path file = directory.resolve("model.zip");

        Networks.write(network, file);
        ComputationGraph read = ModelSerializer.restoreComputationGraph(file.toFile());

        INDArray images = Nd4j.rand(InputShape.CIFAR.batch(3));
        assertThat(read.outputSingle(images)).isEqualTo(network.graph().outputSingle(images));
    }

    @Test
    void deeplearning4jReadsAMultiLayerNetwork() throws IOException {
        Network network = new PlainCnn().build(SMALL);
        Path file = directory.resolve("model.zip");

        Networks.write(network, file);
        MultiLayerNetwork read = ModelSerializer.restoreMultiLayerNetwork(file.toFile());

        INDArray images = Nd4j.rand(InputShape.CIFAR.batch(3));
        assertThat(read.output(images)).isEqualTo(network.graph().outputSingle(images));
        assertThat(read.getLayerNames()).startsWith("conv1", "bn1", "relu1", "pool1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FLOAT", "DOUBLE"})
    void aUsersMultiLayerNetworkComesBackAsItWas(String type) throws IOException {
        MultiLayerNetwork original = userNetwork(DataType.valueOf(type));
        Path file = directory.resolve("user.zip");
        ZipFixture.stock(original, new ImagePreProcessingScaler(0, 1)).writeTo(file);

        Networks.write(Networks.read(file), file);

        MultiLayerNetwork read = ModelSerializer.restoreMultiLayerNetwork(file.toFile());
        assertThat(read.getLayerWiseConfigurations()).isEqualTo(original.getLayerWiseConfigurations());
        assertThat(read.params()).isEqualTo(original.params());
        assertThat((Object) ModelSerializer.restoreNormalizerFromFile(file.toFile()))
                .isEqualTo(new ImagePreProcessingScaler(0, 1));
    }

    @Test
    void equalNetworksGiveEqualFiles() throws IOException {
        Networks.write(Zoo.build("resnet-8", SMALL), directory.resolve("a.zip"));
        Networks.write(Zoo.build("resnet-8", SMALL), directory.resolve("b.zip"));

        assertThat(directory.resolve("a.zip")).hasSameBinaryContentAs(directory.resolve("b.zip"));
    }

    @Test
    void aFailedWriteLeavesTheOldFileAndNothingElse() throws IOException {
        Path file = Files.writeString(directory.resolve("model.zip"), "the old one");

        assertThatThrownBy(() -> AtomicFile.write(file, output -> {
                    output.write(new byte[100_000]);
                    throw new IOException("disk full");
                }))
                .hasMessage("disk full");

        assertThat(file).hasContent("the old one");
        assertThat(directory).isDirectoryNotContaining(other -> !other.equals(file));
    }

    @Test
    void saysThatTheFileDoesNotExist() {
        assertFailure(directory.resolve("absent.zip"), FailureReason.FILE_UNUSABLE, "does not exist");
    }

    @Test
    void saysThatTheFileIsADirectory() {
        assertFailure(directory, FailureReason.FILE_UNUSABLE, "is a directory");
    }

    @Test
    void saysThatTheDirectoryToWriteToDoesNotExist() {
        Network network = new PlainCnn().build(SMALL);

        assertThatThrownBy(() -> Networks.write(network, directory.resolve("absent/model.zip")))
                .isInstanceOf(CompressionException.class)
                .hasMessageContaining("its directory does not exist");
    }

    private static void assertFailure(Path file, FailureReason reason, String message) {
        assertThatThrownBy(() -> Networks.read(file))
                .isInstanceOfSatisfying(
                        CompressionException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining(file.toString())
                .hasMessageContaining(message);
    }

    /** Settings that FilterFit has no opinion on: they must survive. */
    private static MultiLayerNetwork userNetwork(DataType type) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(77)
                .dataType(type)
                .l2(3e-4)
                .updater(new Adam(0.02))
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3)
                        .nOut(4)
                        .activation(Activation.LEAKYRELU)
                        .dropOut(0.9)
                        .build())
                .layer(new OutputLayer.Builder()
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(6, 6, 1))
                .build());
        network.init();
        return network;
    }
}

package io.filterfit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.filterfit.model.zoo.PlainCnn;
import io.filterfit.model.zoo.ZooOptions;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;

class UntrustedModelFileTest {

    /** Set by code that must never run. */
    static final AtomicBoolean EXECUTED = new AtomicBoolean();

    @TempDir
    private Path directory;

    private Path file;
    private ZipFixture model;

    @BeforeEach
    void writeASoundModel() {
        file = directory.resolve("model.zip");
        Networks.write(new PlainCnn().build(ZooOptions.CIFAR10.withWidthFactor(0.25)), file);
        model = ZipFixture.of(file);
        EXECUTED.set(false);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.001, 0.3, 0.9, 0.999})
    void refusesATruncatedFile(double share) throws IOException {
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, (int) (share * whole.length)));

        assertUnreadable("model.zip");
    }

    @Test
    void refusesGarbage() throws IOException {
        Files.writeString(file, "I am not a model at all");

        assertUnreadable("neither a Deeplearning4j zip nor an ONNX model");
    }

    @Test
    void refusesAZipOfSomethingElse() {
        new ZipFixture().with("word/document.xml", new byte[10]).writeTo(file);

        assertUnreadable("'word/document.xml'");
    }

    @Test
    void noticesADamagedWeight() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 0x10;
        Files.write(file, bytes);

        assertUnreadable("damaged");
    }

    @ParameterizedTest
    @ValueSource(strings = {"preprocessor.bin", "objects/labels"})
    void neverDeserialisesJavaObjects(String entry) throws IOException {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        try (ObjectOutputStream objects = new ObjectOutputStream(payload)) {
            objects.writeObject(new Payload());
        }
        model.with(entry, payload.toByteArray()).writeTo(file);

        assertUnreadable("'" + entry + "', a Java-serialised object");
        assertThat(EXECUTED).isFalse();
    }

    @Test
    void refusesAZipBombWithoutInflatingIt() {
        model.with("updaterState.bin", new byte[400 << 20]).writeTo(file);

        assertUnreadable("zip bomb");
    }

    @Test
    void refusesMoreEntriesThanAModelHas() {
        ZipFixture crowd = model;
        for (int i = 0; i < 20; i++) {
            crowd = crowd.with("entry" + i, new byte[0]);
        }
        crowd.writeTo(file);

        assertUnreadable("its zip holds 22 entries");
    }

    @Test
    void refusesAnEntryThatIsThereTwice() throws IOException {
        // Java does not write such a zip: rename an entry in place, in both of its headers.
        model.with("Configuration.json", model.entry("configuration.json")).writeTo(file);
        String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        Files.writeString(file, bytes.replace("Configuration.json", "configuration.json"), StandardCharsets.ISO_8859_1);

        assertUnreadable("'configuration.json' twice");
    }

    @Test
    void refusesAFileBeyondTheLimit() throws IOException {
        long size = Files.size(file);
        ReadLimits limits = new ReadLimits(size - 1, 16, 1 << 30, 200, 1 << 20, 100);

        assertThatThrownBy(() -> Networks.read(file, limits))
                .isInstanceOf(CompressionException.class)
                .hasMessageContaining(size + " bytes");
    }

    @Test
    void refusesMoreLayersThanTheLimit() {
        ReadLimits limits = new ReadLimits(1 << 30, 16, 1 << 30, 200, 1 << 20, 14);

        assertThatThrownBy(() -> Networks.read(file, limits))
                .isInstanceOf(CompressionException.class)
                .hasMessageContaining("15 layers");
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, Integer.MAX_VALUE, 1L << 40, -1, 0, 1})
    void refusesArraysOfAnotherLengthThanTheirHeaderSays(long announced) {
        byte[] array = model.entry("coefficients.bin").clone();
        ByteBuffer bytes = ByteBuffer.wrap(array);
        // Shape: mode, length, type, then rank, 1, n; data: mode, length. The length stands in both.
        long actual = bytes.getLong(2 + 10 + 8 + 2 + 4 + 16);
        for (int at = 0; at < 200; at++) {
            if (bytes.getLong(at) == actual) {
                bytes.putLong(at, announced);
            }
        }
        model.with("coefficients.bin", array).writeTo(file);

        assertUnreadable("its parameters are damaged");
    }

    @Test
    void refusesAnArrayWithSomethingBehindIt() {
        byte[] array = model.entry("coefficients.bin");
        model.with("coefficients.bin", Arrays.copyOf(array, array.length + 4)).writeTo(file);

        assertUnreadable("its parameters are damaged");
    }

    @Test
    void refusesParametersThatAreNotTheNetworks() {
        model.withConfiguration(json -> json.replaceFirst("\"nout\" : 4", "\"nout\" : 5"))
                .writeTo(file);

        assertUnreadable("parameters, but the file holds");
    }

    @Test
    void refusesALayerThatWantsMoreThanTheFileHolds() {
        model.withConfiguration(json -> json.replaceFirst("\"nout\" : 4", "\"nout\" : 2000000000"))
                .writeTo(file);

        assertUnreadable("layer 'conv1' wants");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"@class\": \"CLASS\"}",
                "{\"@class\": \"org.nd4j.linalg.activations.impl.ActivationReLU\", \"x\": {\"@class\": \"CLASS\"}}",
                "[\"CLASS\", {}]",
                "[\"CLASS\", \"argument\"]",
                "[[\"CLASS\", {}]]",
                "{\"type\": \"CLASS\"}"
            })
    void initialisesNoForeignClass(String value) {
        String activation = "\\{\\s*\"@class\" : \"org.nd4j.linalg.activations.impl.ActivationIdentity\"\\s*\\}";
        model.withConfiguration(json -> json.replaceFirst(
                        activation, value.replace("CLASS", "io.filterfit.model.UntrustedModelFileTest\\$Hostile")))
                .writeTo(file);

        assertUnreadable("its configuration");
        assertThat(EXECUTED).isFalse();
    }

    @Test
    void acceptsListsOfNamesOnlyWhereTheyBelong() {
        String hostile = "{\"variables\": [\"io.filterfit.model.UntrustedModelFileTest\\$Hostile\", {}]}";
        model.withConfiguration(json -> json.replaceFirst("\"confs\" : \\[", "\"layerConf\" : " + hostile + ", $0"))
                .writeTo(file);

        assertUnreadable("a list of names at 'layerConf/variables'");
        assertThat(EXECUTED).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{}", "null", "42", "{\"confs\": 1}", "{\"confs\": [], \"vertices\": {}}", "{} {}"})
    void refusesAConfigurationOfNoNetwork(String json) {
        model.with("configuration.json", json.getBytes(StandardCharsets.UTF_8)).writeTo(file);

        assertUnreadable("its configuration");
    }

    @Test
    void refusesDeepNesting() {
        String json = "{\"confs\": ".repeat(100_000);
        model.with("configuration.json", json.getBytes(StandardCharsets.UTF_8)).writeTo(file);

        assertUnreadable("its configuration is no valid JSON");
    }

    @Test
    void refusesAKeyThatIsThereTwice() {
        model.withConfiguration(json -> json.replaceFirst("\"dataType\" : \"FLOAT\"", "$0, $0"))
                .writeTo(file);

        assertUnreadable("Duplicate field 'dataType'");
    }

    @Test
    void refusesACustomNormaliser() throws IOException {
        ByteArrayOutputStream normalizer = new ByteArrayOutputStream();
        DataOutputStream output = new DataOutputStream(normalizer);
        output.writeUTF("NORMALIZER");
        output.writeInt(1);
        output.writeUTF("CUSTOM");
        output.writeUTF(Hostile.class.getName());
        model.with("normalizer.bin", normalizer.toByteArray()).writeTo(file);

        assertUnreadable("its normaliser");
        assertThat(EXECUTED).isFalse();
    }

    @Test
    void namesTheLayerThatIsNotSupportedAndWhatIs() {
        MultiLayerNetwork recurrent = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list()
                .layer(new LSTM.Builder().nOut(3).name("memory").build())
                .layer(new RnnOutputLayer.Builder().nOut(2).build())
                .setInputType(InputType.recurrent(4))
                .build());
        recurrent.init();
        ZipFixture.stock(recurrent, new ImagePreProcessingScaler()).writeTo(file);

        assertThatThrownBy(() -> Networks.read(file))
                .isInstanceOfSatisfying(CompressionException.class, e -> assertThat(e.reason())
                        .isEqualTo(FailureReason.MODEL_UNSUPPORTED))
                .hasMessageContaining("layer 'memory' is of type LSTM")
                .hasMessageContaining("ConvolutionLayer, ");
    }

    @Test
    void namesADilatedDepthwiseConvolution() {
        var dilated = new DepthwiseConvolution2D.Builder(3, 3).nOut(3).name("wide");
        dilated.dilation(2, 2);

        assertUnsupported(dilated.build(), "layer 'wide' is a dilated depthwise convolution");
    }

    @Test
    void namesAPoolingThatIsDilatedAndPadded() {
        var pooling = new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX).name("wide");

        assertUnsupported(
                pooling.kernelSize(2, 2).dilation(2, 2).padding(1, 1).build(),
                "layer 'wide' pools over dilated windows");
    }

    private void assertUnsupported(Layer layer, String message) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list()
                .layer(layer)
                .layer(new OutputLayer.Builder().nOut(2).build())
                .setInputType(InputType.convolutional(8, 8, 3))
                .build());
        network.init();
        ZipFixture.stock(network, new ImagePreProcessingScaler()).writeTo(file);

        assertThatThrownBy(() -> Networks.read(file))
                .isInstanceOfSatisfying(CompressionException.class, e -> assertThat(e.reason())
                        .isEqualTo(FailureReason.MODEL_UNSUPPORTED))
                .hasMessageContaining(message);
    }

    private void assertUnreadable(String message) {
        CompressionException failure = catchThrowableOfType(CompressionException.class, () -> Networks.read(file));
        assertThat(failure).isNotNull().hasMessageContaining(message);
        assertThat(failure.reason()).isEqualTo(FailureReason.MODEL_UNREADABLE);
    }

    /** Runs when it is deserialised. */
    private static final class Payload implements Serializable {
        private static final long serialVersionUID = 1;

        private void readObject(java.io.ObjectInputStream input) {
            EXECUTED.set(true);
        }
    }

    /** Runs when it is loaded. */
    static final class Hostile {
        static {
            EXECUTED.set(true);
        }
    }
}

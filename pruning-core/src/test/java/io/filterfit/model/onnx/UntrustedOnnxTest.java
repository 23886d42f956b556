package io.filterfit.model.onnx;

import static io.filterfit.model.onnx.TestModel.ints;
import static io.filterfit.model.onnx.TestModel.ofImages;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.filterfit.model.Networks;
import io.filterfit.model.ReadLimits;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import onnx.Onnx.StringStringEntryProto;
import onnx.Onnx.TensorProto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.shade.protobuf.ByteString;

/** Damaged, hostile and unknown ONNX models end in one sentence. */
class UntrustedOnnxTest {

    private static final ReadLimits SMALL = new ReadLimits(1 << 20, 16, 1 << 20, 200, 1 << 20, 100);

    @TempDir
    private Path directory;

    @Test
    void namesTheNodeAndTheOperatorThatIsUnknown() {
        assertUnsupported(
                convolved().node("Einsum", "c c", "y").output("y"), "node 'Einsum_1' (Einsum)", "has no counterpart");
    }

    @ParameterizedTest
    @ValueSource(longs = {10, 22})
    void namesTheOpsetsThatAreRead(long opset) {
        assertUnsupported(convolved().opset(opset).output("c"), "opset " + opset, "11 to 21");
    }

    @Test
    void refusesWeightsThatAreComputed() {
        TestModel model = ofImages(3, 8, 8)
                .node("GlobalAveragePool", "x", "w")
                .node("Conv", "x w", "y")
                .output("y");

        assertUnsupported(model, "(Conv)", "computes its weights");
    }

    @Test
    void refusesAReshapeThatMixesImages() {
        TestModel model = convolved()
                .longs("shape", 1, -1)
                .node("Reshape", "c shape", "y")
                .output("y");

        assertUnsupported(model, "(Reshape)", "not one per image");
    }

    @Test
    void refusesATensorThatHoldsLessThanItSays() {
        TensorProto tensor = TensorProto.newBuilder()
                .setName("huge")
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .addDims(1 << 20)
                .addDims(1 << 10)
                .setRawData(ByteString.copyFrom(new byte[16]))
                .build();

        assertUnreadable(convolved().initializer(tensor).output("c"), "'huge'", "holds 16");
    }

    @Test
    void refusesAConstantThatGrowsBeyondTheLimit() {
        TestModel model = convolved()
                .longs("shape", 1 << 14, 1 << 14)
                .node("ConstantOfShape", "shape", "k")
                .node("Add", "c k", "y")
                .output("y");

        assertUnreadable(model, "bytes that a model may take");
    }

    @Test
    void refusesMoreNodesThanAllowed() {
        TestModel model = convolved();
        String last = "c";
        for (int i = 0; i < 200; i++) {
            model.node("Relu", last, "r" + i);
            last = "r" + i;
        }

        assertUnreadable(model.output(last), "more than the 100 nodes");
    }

    @Test
    void refusesSizesThatNoImageHas() {
        TestModel model = ofImages(3, 1 << 20, 1 << 20)
                .weights("w", 4, 3, 1, 1)
                .node("Conv", "x w", "y")
                .output("y");

        assertUnreadable(model, "impossible shape");
    }

    @Test
    void refusesAStrideOfNothing() {
        TestModel model = ofImages(3, 8, 8)
                .weights("w", 4, 3, 1, 1)
                .node("Conv", "x w", "y", "strides", ints(0, 0))
                .output("y");

        assertUnsupported(model, "(Conv)", "strides");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "../outside", "a/../../outside", "link", "folder", "", "missing"})
    void refusesDataThatIsNoFileOfTheModelsFolder(String location) throws IOException {
        Path folder = Files.createDirectory(directory.resolve("model"));
        Files.write(directory.resolve("outside"), new byte[16]);
        Files.createSymbolicLink(folder.resolve("link"), directory.resolve("outside"));
        Files.createDirectory(folder.resolve("folder"));
        directory = folder;

        assertUnreadable(convolved().initializer(external(location)).output("c"), "model's own folder");
    }

    @Test
    void readsDataBesideTheModel() throws Exception {
        Files.write(directory.resolve("data"), new byte[20]);
        Path file = convolved()
                .initializer(external("data"))
                .node("Add", "c k", "y")
                .output("y")
                .write(directory);

        Networks.read(file, SMALL);
    }

    /** A scalar for each of 4 channels. */
    private static TensorProto external(String location) {
        return TensorProto.newBuilder()
                .setName("k")
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .addDims(4)
                .addDims(1)
                .addDims(1)
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("location").setValue(location))
                .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("offset").setValue("4"))
                .build();
    }

    /** Mutations of a real model end in a network or in a typed error, whatever they hit. */
    @Test
    void mutationsEndInTypedErrors() throws IOException {
        byte[] original = convolved()
                .node("Relu", "c", "r")
                .longs("shape", -1, 256)
                .node("Reshape", "r shape", "f")
                .weights("k", 256, 3)
                .node("Gemm", "f k", "y")
                .output("y")
                .build()
                .toByteArray();
        // The weights are most of the file, and no byte of theirs matters to the reader.
        int structure = original.length;
        Random random = new Random(3);
        Path file = directory.resolve("mutated.onnx");
        for (int mutation = 0; mutation < 500; mutation++) {
            byte[] mutated =
                    random.nextInt(4) == 0 ? Arrays.copyOf(original, random.nextInt(structure)) : original.clone();
            for (int i = 0; i <= random.nextInt(4) && mutated.length > 0; i++) {
                int reach = random.nextBoolean() ? Math.min(300, mutated.length) : mutated.length;
                mutated[random.nextInt(reach)] = (byte) random.nextInt();
            }
            Files.write(file, mutated);
            try {
                Networks.read(file, SMALL);
            } catch (CompressionException typed) {
                // as it should be
            }
        }
    }

    private static TestModel convolved() {
        return ofImages(3, 8, 8).weights("w", 4, 3, 1, 1).node("Conv", "x w", "c");
    }

    private void assertUnsupported(TestModel model, String... words) {
        assertRefused(FailureReason.MODEL_UNSUPPORTED, model, words);
    }

    private void assertUnreadable(TestModel model, String... words) {
        assertRefused(FailureReason.MODEL_UNREADABLE, model, words);
    }

    private void assertRefused(FailureReason reason, TestModel model, String... words) {
        assertThatThrownBy(() -> Networks.read(model.write(directory), SMALL))
                .isInstanceOf(CompressionException.class)
                .hasMessageContainingAll(words)
                .extracting(thrown -> ((CompressionException) thrown).reason())
                .isEqualTo(reason);
    }
}

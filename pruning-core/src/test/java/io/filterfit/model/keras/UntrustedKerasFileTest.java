package io.filterfit.model.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.filterfit.model.Networks;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keras files that are damaged, hostile or hold what is not known are refused with the typed error, in bounded time. */
@Timeout(300)
class UntrustedKerasFileTest {

    private static final int MUTATIONS = 300;
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    @Test
    void weightsAloneAreRefusedWithTheWayToSaveTheModel() throws IOException {
        Path file = KerasFiles.write(directory, "only.weights.h5");

        assertThatThrownBy(() -> Networks.read(file))
                .isInstanceOfSatisfying(CompressionException.class, e -> assertThat(e.reason())
                        .isEqualTo(FailureReason.MODEL_UNREADABLE))
                .hasMessageContaining("holds weights but no network; save the whole model with model.save(");
    }

    @Test
    void pythonCodeIsNeverRun() throws IOException {
        Path file = edited(config -> layer(config, "relu2").put("class_name", "Lambda"));

        assertUnsupported(file, "layer 'relu2' (Lambda) runs Python code from the file");
    }

    @Test
    void aLayerOfItsAuthorsIsNamedWithItsClass() throws IOException {
        Path file = edited(config -> layer(config, "relu2").put("class_name", "MyLayer"));

        assertUnsupported(file, "layer 'relu2' (MyLayer) has no counterpart; replace it");
    }

    @Test
    void aClassOfItsAuthorsForTheModelIsNamed() throws IOException {
        Path file = edited(config -> config.put("class_name", "MyModel"));

        assertUnsupported(file, "it is a 'MyModel'");
    }

    @Test
    void imagesOfOpenSizeAreRefused() throws IOException {
        Path file = edited(config -> {
            ObjectNode input = (ObjectNode) layer(config, "input_layer").get("config");
            input.set(
                    "batch_shape",
                    JSON.createArrayNode().addNull().addNull().addNull().add(3));
        });

        assertUnsupported(file, "leaves the size of its images open");
    }

    @Test
    void anImpossibleSettingIsRefused() throws IOException {
        Path file = edited(config -> ((ObjectNode) layer(config, "conv3").get("config")).put("strides", "many"));

        assertThatThrownBy(() -> Networks.read(file))
                .isInstanceOf(CompressionException.class)
                .hasMessageContaining("'strides' of layer 'conv3' (Conv2D)");
    }

    @Test
    void hugeImagesAreRefused() throws IOException {
        Path file = edited(config -> {
            ObjectNode input = (ObjectNode) layer(config, "input_layer").get("config");
            input.set(
                    "batch_shape",
                    JSON.createArrayNode()
                            .addNull()
                            .add(2_000_000_000)
                            .add(2_000_000_000)
                            .add(3));
        });

        assertThatThrownBy(() -> Networks.read(file)).isInstanceOf(CompressionException.class);
    }

    private static void assertUnsupported(Path file, String message) {
        assertThatThrownBy(() -> Networks.read(file))
                .isInstanceOfSatisfying(CompressionException.class, e -> assertThat(e.reason())
                        .isEqualTo(FailureReason.MODEL_UNSUPPORTED))
                .hasMessageContaining(message);
    }

    @Test
    void aGroupWhoseIndexLeadsBackToItselfIsRefused() throws IOException {
        byte[] content = KerasFiles.content("vgg.h5");
        ByteBuffer bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        int tree = indexOf(content, "TREE");
        bytes.put(tree + 5, (byte) 200);
        bytes.putShort(tree + 6, (short) -1);
        for (int at = tree + 32; at < tree + 32 + 16 * 32; at += 16) {
            bytes.putLong(at, tree);
        }

        assertRefused(content);
    }

    @ParameterizedTest
    @ValueSource(strings = {"vgg.h5", "keras2-inception.h5", "mobile.keras"})
    void truncatedFiles(String name) throws IOException {
        byte[] content = KerasFiles.content(name);

        for (int part = 1; part < 24; part++) {
            assertRefused(Arrays.copyOf(content, content.length * part / 24));
        }
    }

    private void assertRefused(byte[] content) throws IOException {
        Path file = Files.write(directory.resolve("model"), content);
        assertThatThrownBy(() -> Networks.read(file)).isInstanceOf(CompressionException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"vgg.h5", "keras2-inception.h5", "mobile.keras"})
    void mutatedFiles(String name) throws IOException {
        byte[] content = KerasFiles.content(name);
        SplittableRandom random = new SplittableRandom(1);

        for (int i = 0; i < MUTATIONS; i++) {
            byte[] bytes = content.clone();
            for (int change = random.nextInt(1, 9); change > 0; change--) {
                // Half of the changes hit where the structure is: numbers are dense, structures full of zeros.
                int at = random.nextInt(bytes.length);
                while (random.nextBoolean() && bytes[at] != 0) {
                    at = random.nextInt(bytes.length);
                }
                bytes[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : random.nextInt(-1, 2));
            }
            readOrRefuse(bytes, i);
        }
    }

    private void readOrRefuse(byte[] content, int mutation) throws IOException {
        Path file = Files.write(directory.resolve("model"), content);
        long start = System.nanoTime();
        try {
            Networks.read(file);
        } catch (CompressionException e) {
            assertThat(e.reason()).isIn(EnumSet.of(FailureReason.MODEL_UNREADABLE, FailureReason.MODEL_UNSUPPORTED));
        } catch (RuntimeException | Error e) {
            fail("Mutation " + mutation + " is not refused properly", e);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONGEST);
    }

    /** The file vgg.keras with another configuration. */
    private Path edited(Consumer<ObjectNode> change) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(KerasFiles.content("vgg.keras")))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        }
        ObjectNode config = (ObjectNode) JSON.readTree(entries.get("config.json"));
        change.accept(config);
        entries.put("config.json", JSON.writeValueAsBytes(config));
        Path file = directory.resolve("edited.keras");
        try (OutputStream output = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(output)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return file;
    }

    private static ObjectNode layer(JsonNode model, String name) {
        for (JsonNode layer : model.get("config").get("layers")) {
            if (layer.get("config").get("name").asText().equals(name)) {
                return (ObjectNode) layer;
            }
        }
        throw new IllegalArgumentException(name);
    }

    private static int indexOf(byte[] content, String text) {
        return new String(content, StandardCharsets.ISO_8859_1).indexOf(text);
    }
}

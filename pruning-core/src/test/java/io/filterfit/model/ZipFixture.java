package io.filterfit.model;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.Normalizer;
import org.nd4j.linalg.dataset.api.preprocessor.serializer.NormalizerSerializer;
import org.nd4j.linalg.factory.Nd4j;

/** The entries of a model file, to be bent and put together again. */
final class ZipFixture {

    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    static ZipFixture of(Path model) {
        ZipFixture fixture = new ZipFixture();
        try (ZipFile zip = new ZipFile(model.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                fixture.entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return fixture;
    }

    /** What ModelSerializer writes; it cannot itself beside a new commons-io (it flushes a stream that it has closed). */
    static ZipFixture stock(MultiLayerNetwork network, Normalizer<?> normalizer) {
        ZipFixture fixture = new ZipFixture();
        String json = network.getLayerWiseConfigurations().toJson();
        fixture.entries.put("configuration.json", json.getBytes(StandardCharsets.UTF_8));
        fixture.entries.put("coefficients.bin", bytes(output -> Nd4j.write(network.params(), output)));
        INDArray updaterState = network.getUpdater().getStateViewArray();
        if (updaterState != null) {
            fixture.entries.put("updaterState.bin", bytes(output -> Nd4j.write(updaterState, output)));
        }
        fixture.entries.put("normalizer.bin", bytes(output -> NormalizerSerializer.getDefault()
                .write(normalizer, output)));
        return fixture;
    }

    private static byte[] bytes(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream output = new DataOutputStream(bytes)) {
            content.writeTo(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private interface Content {
        void writeTo(DataOutputStream output) throws IOException;
    }

    byte[] entry(String name) {
        return entries.get(name);
    }

    ZipFixture with(String name, byte[] content) {
        ZipFixture copy = new ZipFixture();
        copy.entries.putAll(entries);
        copy.entries.put(name, content);
        return copy;
    }

    ZipFixture without(String name) {
        ZipFixture copy = with(name, new byte[0]);
        copy.entries.remove(name);
        return copy;
    }

    ZipFixture withConfiguration(UnaryOperator<String> change) {
        String json = new String(entry("configuration.json"), StandardCharsets.UTF_8);
        String changed = change.apply(json);
        if (changed.equals(json)) {
            throw new IllegalArgumentException("The change does not apply to this configuration");
        }
        return with("configuration.json", changed.getBytes(StandardCharsets.UTF_8));
    }

    Path writeTo(Path file) {
        try (OutputStream output = Files.newOutputStream(file)) {
            writeTo(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    void writeTo(OutputStream output) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(output)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
    }
}

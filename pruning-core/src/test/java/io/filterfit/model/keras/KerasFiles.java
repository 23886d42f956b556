package io.filterfit.model.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The files that export.py wrote. */
final class KerasFiles {

    private KerasFiles() {}

    /** The content of a file, for instance of {@code vgg.keras}. */
    static byte[] content(String name) {
        try (InputStream input = new GZIPInputStream(resource(name + ".gz"))) {
            return input.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path write(Path directory, String name) throws IOException {
        return Files.write(directory.resolve(name), content(name));
    }

    /** What Keras computed for {@link #images}. */
    static INDArray expected(String network) throws IOException {
        JsonNode output = new ObjectMapper().readTree(resource("expected.json")).get(network);
        ObjectMapper mapper = new ObjectMapper();
        return Nd4j.create(
                mapper.convertValue(output.get("values"), double[].class),
                mapper.convertValue(output.get("shape"), long[].class),
                DataType.FLOAT);
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(KerasFiles.class.getResourceAsStream(name), name);
    }

    /** [2, 12, 12, 3], as export.py's images(). */
    static INDArray images() {
        float[] values = new float[2 * 12 * 12 * 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(i * 0.7);
        }
        return Nd4j.create(values, new long[] {2, 12, 12, 3}, 'c');
    }
}

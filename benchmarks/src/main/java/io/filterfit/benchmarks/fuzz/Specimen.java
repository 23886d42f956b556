package io.filterfit.benchmarks.fuzz;

import io.filterfit.benchmarks.families.Family;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.io.FileUtils;

/**
 * A sound file of a format.
 *
 * @param format as reports name it
 */
record Specimen(String format, byte[] content) {

    private static final String KERAS = "pruning-core/src/test/resources/io/filterfit/model/keras/";

    /** One of each format. */
    static List<Specimen> all(Path home) throws IOException {
        return List.of(
                new Specimen(
                        "Deeplearning4j zip", Files.readAllBytes(home.resolve("models/cifar10-resnet8/resnet8.zip"))),
                new Specimen("ONNX", onnx(new Family("unet", 64))),
                new Specimen("Keras 3, .keras", unpacked(home.resolve(KERAS + "resnet.keras.gz"))),
                new Specimen("Keras, .h5", unpacked(home.resolve(KERAS + "resnet.h5.gz"))));
    }

    private static byte[] onnx(Family family) throws IOException {
        Path directory = Files.createTempDirectory("filterfit-fuzz");
        try {
            return Files.readAllBytes(family.write(directory, 1));
        } finally {
            FileUtils.deleteDirectory(directory.toFile());
        }
    }

    private static byte[] unpacked(Path file) throws IOException {
        try (InputStream content = new GZIPInputStream(Files.newInputStream(file))) {
            return content.readAllBytes();
        }
    }
}

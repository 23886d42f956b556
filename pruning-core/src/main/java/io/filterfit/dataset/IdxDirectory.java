package io.filterfit.dataset;

import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Grey images in MNIST's four IDX files, zipped or not: images and labels, to train and to test with. Normalised by the mean and
 * deviation of the training images; they show something on a black ground.
 */
final class IdxDirectory {

    static final String TRAINING_IMAGES = "train-images-idx3-ubyte";
    static final String TRAINING_LABELS = "train-labels-idx1-ubyte";
    static final String TEST_IMAGES = "t10k-images-idx3-ubyte";
    static final String TEST_LABELS = "t10k-labels-idx1-ubyte";

    private static final int MOST_CLASSES = 256;

    private IdxDirectory() {}

    static boolean isOne(Path directory) {
        return Files.exists(directory.resolve(TRAINING_IMAGES))
                || Files.exists(directory.resolve(TRAINING_IMAGES + ".gz"));
    }

    /** With classes named by their numbers, as many as the training labels tell of. */
    static ImageDataset open(String name, Path directory) {
        Records train = read(directory, TRAINING_IMAGES, TRAINING_LABELS);
        int classes = 1 + largestLabel(train);
        if (classes < 2) {
            throw unreadable(directory.resolve(TRAINING_LABELS) + " tells of one class only; there must be 2 to "
                    + MOST_CLASSES);
        }
        return open(
                name,
                directory,
                train,
                IntStream.range(0, classes).mapToObj(Integer::toString).toList());
    }

    static ImageDataset open(String name, Path directory, List<String> classes) {
        return open(name, directory, read(directory, TRAINING_IMAGES, TRAINING_LABELS), classes);
    }

    private static ImageDataset open(String name, Path directory, Records train, List<String> classes) {
        Records test = read(directory, TEST_IMAGES, TEST_LABELS);
        if (!test.shape().equals(train.shape())) {
            throw unreadable(directory.resolve(TEST_IMAGES) + " holds images of " + test.shape()
                    + " where those to train with are " + train.shape());
        }
        requireLabelsBelow(classes.size(), train, directory.resolve(TRAINING_LABELS));
        requireLabelsBelow(classes.size(), test, directory.resolve(TEST_LABELS));
        Normalisation normalisation = ChannelStatistics.of(train).onBlack();
        return new ImageDataset(
                name,
                classes,
                split("training", classes, normalisation, train),
                split("test", classes, normalisation, test));
    }

    private static ImageSplit split(String name, List<String> classes, Normalisation normalisation, Records records) {
        return new ImageSplit(name, classes.size(), normalisation, records, ImageDataset.all(records.size()));
    }

    private static Records read(Path directory, String imageFile, String labelFile) {
        try (IdxFile images = IdxFile.open(directory, imageFile, 3);
                IdxFile labels = IdxFile.open(directory, labelFile, 1)) {
            int count = images.size(0);
            if (labels.size(0) != count) {
                throw unreadable(labels.file() + " has " + labels.size(0) + " labels for the " + count + " images of "
                        + images.file());
            }
            // Not yet as an ImageShape, whose product of sizes might overflow.
            long bytes = count * (1 + (long) images.size(1) * images.size(2));
            if (bytes > Integer.MAX_VALUE - Long.BYTES) {
                throw unreadable(
                        images.file() + " holds " + bytes + " bytes of images, more than can be had in memory");
            }
            ImageShape shape = new ImageShape(images.size(1), images.size(2), 1);
            byte[] records = new byte[(int) bytes];
            for (int record = 0; record < records.length; record += Records.recordBytes(shape)) {
                labels.read(records, record, 1);
                images.read(records, record + 1, shape.values());
            }
            labels.requireEnd();
            images.requireEnd();
            return new Records(shape, List.of(ByteBuffer.wrap(records)));
        }
    }

    private static int largestLabel(Records records) {
        return IntStream.range(0, records.size()).map(records::label).max().orElseThrow();
    }

    private static void requireLabelsBelow(int classes, Records records, Path file) {
        int largest = largestLabel(records);
        if (largest >= classes) {
            throw unreadable(file + " is not what it should be: it has label " + largest + ", but there are " + classes
                    + " classes");
        }
    }

    private static CompressionException unreadable(String sentence) {
        return new CompressionException(FailureReason.DATASET_UNREADABLE, sentence);
    }
}

package io.filterfit.dataset;

import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** CIFAR-10's binary version, as its authors publish it: five files to train with, one to test with, and the class names. */
final class BinaryDirectory {

    static final String TEST_FILE = "test_batch.bin";
    static final String CLASSES_FILE = "batches.meta.txt";
    static final ImageShape SHAPE = new ImageShape(32, 32, 3);

    private static final int TRAINING_FILES = 5;

    private BinaryDirectory() {}

    static String trainingFile(int number) {
        return "data_batch_" + number + ".bin";
    }

    static List<String> trainingFiles() {
        return IntStream.rangeClosed(1, TRAINING_FILES)
                .mapToObj(BinaryDirectory::trainingFile)
                .toList();
    }

    static boolean isOne(Path directory) {
        return Files.exists(directory.resolve(trainingFile(1))) || Files.exists(directory.resolve(TEST_FILE));
    }

    static ImageDataset open(String name, Path directory) {
        List<String> classes = classNames(directory.resolve(CLASSES_FILE));
        Records train = Records.map(
                SHAPE,
                classes.size(),
                trainingFiles().stream().map(directory::resolve).toList());
        Records test = Records.map(SHAPE, classes.size(), List.of(directory.resolve(TEST_FILE)));
        return new ImageDataset(name, classes, split("training", classes, train), split("test", classes, test));
    }

    private static ImageSplit split(String name, List<String> classes, Records records) {
        return new ImageSplit(
                name, classes.size(), Normalisation.PHOTOGRAPHS, records, ImageDataset.all(records.size()));
    }

    private static List<String> classNames(Path file) {
        if (!Files.exists(file)) {
            return Cifar10.CLASSES;
        }
        try {
            List<String> names = Files.readAllLines(file).stream()
                    .filter(line -> !line.isBlank())
                    .map(String::strip)
                    .toList();
            if (names.size() >= 2 && names.size() <= 256) {
                return names;
            }
            throw new CompressionException(
                    FailureReason.DATASET_UNREADABLE,
                    file + " names " + names.size() + " classes; it must name 2 to 256, one a line");
        } catch (MalformedInputException notText) {
            throw new CompressionException(
                    FailureReason.DATASET_UNREADABLE, file + " is not a text file of class names", notText);
        } catch (IOException unreadable) {
            throw new CompressionException(
                    FailureReason.DATASET_UNREADABLE, file + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }
}

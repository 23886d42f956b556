package io.filterfit.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Writes small data sets in CIFAR-10's binary layout. */
public final class BinaryFiles {

    private BinaryFiles() {}

    /** Every file holds {@code perFile} images; image i of file f has label (f + i) % 10 and every byte of channel c is label * 20 + c. */
    public static Path write(Path directory, int perFile) {
        for (int file = 1; file <= 5; file++) {
            write(directory.resolve(BinaryDirectory.trainingFile(file)), file, perFile);
        }
        write(directory.resolve(BinaryDirectory.TEST_FILE), 0, perFile);
        return directory;
    }

    private static void write(Path file, int offset, int images) {
        int size = Records.recordBytes(BinaryDirectory.SHAPE);
        byte[] bytes = new byte[size * images];
        for (int image = 0; image < images; image++) {
            int label = (offset + image) % 10;
            int start = image * size;
            bytes[start] = (byte) label;
            for (int channel = 0; channel < 3; channel++) {
                int from = start + 1 + channel * 1024;
                Arrays.fill(bytes, from, from + 1024, (byte) (label * 20 + channel));
            }
        }
        try {
            Files.write(file, bytes);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}

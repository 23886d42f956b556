package io.filterfit.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** A data set in CIFAR-10's binary layout whose images are noise: nothing needs to be fetched to time arithmetic. */
public final class RandomImages {

    private static final int RECORD = 1 + 3 * 32 * 32;
    private static final int CLASSES = 10;

    private RandomImages() {}

    /** Five files to train and one to test with, {@code perFile} images each. */
    public static void write(Path directory, int perFile) throws IOException {
        Random random = new Random(1);
        for (String file : new String[] {
            "data_batch_1.bin",
            "data_batch_2.bin",
            "data_batch_3.bin",
            "data_batch_4.bin",
            "data_batch_5.bin",
            "test_batch.bin"
        }) {
            byte[] images = new byte[RECORD * perFile];
            random.nextBytes(images);
            for (int image = 0; image < perFile; image++) {
                images[image * RECORD] = (byte) random.nextInt(CLASSES);
            }
            Files.write(directory.resolve(file), images);
        }
    }
}

package io.filterfit.dataset;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** Writes and opens a small data set of pictures that differ by class. */
public final class ImageTreeWriter {

    /** Height and width of every picture. */
    public static final int SIZE = 12;

    private ImageTreeWriter() {}

    /** Noisy stripes: class {@code across} horizontal, class {@code along} vertical, the same number of each. */
    public static ImageDataset stripes(Path directory, int train, int test) {
        Random random = new Random(5);
        for (int i = 0; i < train; i++) {
            write(directory.resolve("train"), i, random);
        }
        for (int i = 0; i < test; i++) {
            write(directory.resolve("test"), i, random);
        }
        return new Datasets(directory.resolve("cache")).open(directory.toString());
    }

    private static void write(Path part, int number, Random random) {
        boolean across = number % 2 == 0;
        int phase = random.nextInt(4);
        BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                boolean bright = ((across ? y : x) + phase) / 2 % 2 == 0;
                int grey = (bright ? 170 : 60) + random.nextInt(50);
                image.setRGB(x, y, grey << 16 | grey << 8 | grey);
            }
        }
        try {
            Path file = part.resolve(across ? "across" : "along").resolve(number + ".png");
            Files.createDirectories(file.getParent());
            ImageIO.write(image, "png", file.toFile());
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}

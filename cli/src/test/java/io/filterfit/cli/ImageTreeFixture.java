package io.filterfit.cli;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/** A data set of two classes that a small network learns in no time: reddish and bluish noise, 32x32 RGB. */
final class ImageTreeFixture {

    private static final int SIZE = 32;

    private ImageTreeFixture() {}

    static Path write(Path root, int trainImagesPerClass, int testImagesPerClass) throws IOException {
        Random random = new Random(7);
        for (String name : List.of("blue", "red")) {
            write(root.resolve("train").resolve(name), name, trainImagesPerClass, random);
            write(root.resolve("test").resolve(name), name, testImagesPerClass, random);
        }
        return root;
    }

    private static void write(Path directory, String name, int images, Random random) throws IOException {
        Files.createDirectories(directory);
        for (int i = 0; i < images; i++) {
            BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
            for (int pixel = 0; pixel < SIZE * SIZE; pixel++) {
                int strong = 128 + random.nextInt(128);
                int weak = random.nextInt(128);
                Color colour = name.equals("red") ? new Color(strong, weak, weak) : new Color(weak, weak, strong);
                image.setRGB(pixel % SIZE, pixel / SIZE, colour.getRGB());
            }
            ImageIO.write(
                    image, "png", directory.resolve("%03d.png".formatted(i)).toFile());
        }
    }
}

package io.filterfit.it;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** A data set that a tiny network learns in seconds: noisy images, brighter at the top in one class, at the bottom in the other. */
public final class Images {

    public static final int SIZE = 12;
    private static final int NOISE = 60;

    private Images() {}

    public static void write(Path directory) throws IOException {
        var random = new Random(1);
        for (var split : new String[] {"train", "test"}) {
            var count = split.equals("train") ? 60 : 20;
            for (var bright : new String[] {"bottom", "top"}) {
                var folder = Files.createDirectories(directory.resolve(split).resolve(bright));
                for (int image = 0; image < count; image++) {
                    ImageIO.write(
                            draw(bright.equals("top"), random),
                            "png",
                            folder.resolve(image + ".png").toFile());
                }
            }
        }
    }

    private static BufferedImage draw(boolean topIsBright, Random random) {
        var image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < SIZE; y++) {
            var base = y < SIZE / 2 == topIsBright ? 150 : 60;
            for (int x = 0; x < SIZE; x++) {
                var level = base + random.nextInt(NOISE);
                image.setRGB(x, y, level << 16 | (level + random.nextInt(NOISE) / 2) << 8 | level);
            }
        }
        return image;
    }
}

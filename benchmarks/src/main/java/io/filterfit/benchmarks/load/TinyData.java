package io.filterfit.benchmarks.load;

import io.filterfit.model.InputShape;
import io.filterfit.model.Network;
import io.filterfit.model.zoo.Zoo;
import io.filterfit.model.zoo.ZooOptions;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import org.deeplearning4j.nn.conf.CNN2DFormat;

/** A network of about a thousand parameters and images to go with it. */
final class TinyData {

    static final String NAME = "tiny";
    static final int VALIDATION_IMAGES = 8;
    private static final int SIZE = 8;

    private TinyData() {}

    static Network network() {
        var shape = new InputShape(SIZE, SIZE, 3, CNN2DFormat.NHWC);
        return Zoo.build("resnet-8", new ZooOptions(shape, 2, 0.12, 1));
    }

    /** Two classes, dark and bright. */
    static void write(Path directory) throws IOException {
        var random = new Random(1);
        for (var split : new String[] {"train", "test"}) {
            for (var dark : new boolean[] {true, false}) {
                var folder = Files.createDirectories(directory.resolve(split).resolve(dark ? "dark" : "light"));
                for (int i = 0; i < 16; i++) {
                    var image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
                    for (int pixel = 0; pixel < SIZE * SIZE; pixel++) {
                        int level = (dark ? 40 : 160) + random.nextInt(60);
                        image.setRGB(pixel % SIZE, pixel / SIZE, level << 16 | level << 8 | level);
                    }
                    ImageIO.write(image, "png", folder.resolve(i + ".png").toFile());
                }
            }
        }
    }
}

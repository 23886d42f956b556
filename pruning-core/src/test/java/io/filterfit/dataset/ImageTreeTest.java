package io.filterfit.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageTreeTest {

    @TempDir
    Path root;

    private void image(String path, int type, int width, int colour) throws Exception {
        BufferedImage image = new BufferedImage(width, 4, type);
        for (int y = 0; y < 4; y++) {
            for (int x = 0; x < width; x++) {
                if (type == BufferedImage.TYPE_BYTE_GRAY) {
                    image.getRaster().setSample(x, y, 0, colour);
                } else {
                    image.setRGB(x, y, colour);
                }
            }
        }
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        ImageIO.write(image, "png", file.toFile());
    }

    private void colour(String path, int width, int colour) throws Exception {
        image(path, BufferedImage.TYPE_INT_RGB, width, colour);
    }

    private ImageDataset open() {
        return new Datasets(root.resolve("cache")).open(root.toString());
    }

    private void assertUnreadable(String message) {
        assertThatExceptionOfType(CompressionException.class)
                .isThrownBy(this::open)
                .withMessageContaining(message)
                .extracting(CompressionException::reason)
                .isEqualTo(FailureReason.DATASET_UNREADABLE);
    }

    @Test
    void classesAreTheDirectoriesInOrderOfTheirNames() throws Exception {
        colour("train/dog/1.png", 5, 0x102030);
        colour("train/cat/1.png", 5, 0x405060);
        colour("train/cat/2.png", 5, 0x405060);
        colour("test/dog/1.png", 5, 0x102030);

        ImageDataset dataset = open();

        assertThat(dataset.classNames()).containsExactly("cat", "dog");
        assertThat(dataset.shape()).isEqualTo(new ImageShape(4, 5, 3));
        assertThat(dataset.train().size()).isEqualTo(3);
        assertThat(dataset.test().label(0)).isEqualTo(1);
        byte[] pixels = new byte[60];
        dataset.test().copyPixels(0, pixels);
        assertThat(pixels[0]).isEqualTo((byte) 0x10);
        assertThat(pixels[20]).isEqualTo((byte) 0x20);
        assertThat(pixels[40]).isEqualTo((byte) 0x30);
    }

    @Test
    void greyImagesKeepTheirValuesInOneChannel() throws Exception {
        image("train/a/1.png", BufferedImage.TYPE_BYTE_GRAY, 4, 100);
        image("train/b/1.png", BufferedImage.TYPE_BYTE_GRAY, 4, 200);
        image("test/a/1.png", BufferedImage.TYPE_BYTE_GRAY, 4, 100);

        ImageDataset dataset = open();

        assertThat(dataset.shape().channels()).isEqualTo(1);
        byte[] pixels = new byte[16];
        dataset.train().copyPixels(0, pixels);
        assertThat(pixels).containsOnly(100);
    }

    @Test
    void imagesAreNormalisedByTheirOwnStatistics() throws Exception {
        image("train/a/1.png", BufferedImage.TYPE_BYTE_GRAY, 4, 51);
        image("train/b/1.png", BufferedImage.TYPE_BYTE_GRAY, 4, 153);
        image("test/a/1.png", BufferedImage.TYPE_BYTE_GRAY, 4, 51);

        Normalisation normalisation = open().train().normalisation();

        assertThat(normalisation.mean()[0]).isCloseTo(0.4f, within(1e-5f));
        assertThat(normalisation.deviation()[0]).isCloseTo(0.2f, within(1e-5f));
    }

    @Test
    void anImageOfAnotherSizeIsNamed() throws Exception {
        colour("train/a/1.png", 5, 0);
        colour("train/b/odd.png", 6, 0);
        colour("test/a/1.png", 5, 0);

        assertUnreadable("odd.png is 4 x 6 pixels where the first image is 4 x 5");
    }

    @Test
    void aFileThatIsNoImageIsNamed() throws Exception {
        colour("train/a/1.png", 5, 0);
        colour("train/b/1.png", 5, 0);
        Files.createDirectories(root.resolve("test/a"));
        Files.writeString(root.resolve("test/a/notes.txt"), "not an image");

        assertUnreadable("notes.txt is not an image of a known format");
    }

    @Test
    void oneClassIsTooFew() throws Exception {
        colour("train/a/1.png", 5, 0);
        colour("test/a/1.png", 5, 0);

        assertUnreadable("has 1 directories of images");
    }

    @Test
    void aTestClassThatIsNotTrainedIsNamed() throws Exception {
        colour("train/a/1.png", 5, 0);
        colour("train/b/1.png", 5, 0);
        colour("test/c/1.png", 5, 0);

        assertUnreadable("has class c");
    }
}

package io.filterfit.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class HoldOutTest {

    private static final int CLASSES = 4;

    /** Images of one pixel, which is the image's number, with random labels. */
    private static ImageDataset dataset(int images, long seed) {
        ByteBuffer buffer = ByteBuffer.allocate(2 * images);
        Random random = new Random(seed);
        for (int image = 0; image < images; image++) {
            buffer.put((byte) random.nextInt(CLASSES)).put((byte) image);
        }
        Records records = new Records(new ImageShape(1, 1, 1), List.of(buffer.flip()));
        ImageSplit train = new ImageSplit(
                "training",
                CLASSES,
                new Normalisation(new float[1], new float[] {1}),
                records,
                ImageDataset.all(images));
        return new ImageDataset("numbers", List.of("a", "b", "c", "d"), train, train);
    }

    private static Set<Byte> images(ImageSplit split) {
        Set<Byte> images = new HashSet<>();
        byte[] pixel = new byte[1];
        for (int i = 0; i < split.size(); i++) {
            split.copyPixels(i, pixel);
            images.add(pixel[0]);
        }
        return images;
    }

    private static int[] countByClass(ImageSplit split) {
        int[] counts = new int[CLASSES];
        for (int i = 0; i < split.size(); i++) {
            counts[split.label(i)]++;
        }
        return counts;
    }

    @Property(tries = 200)
    void everyImageIsInExactlyOneOfTheTwo(
            @ForAll @IntRange(min = 2, max = 256) int images, @ForAll @IntRange(min = 1, max = 255) int heldOut) {
        ImageDataset dataset = dataset(images, images);
        int validation = Math.min(heldOut, images - 1);

        TrainingSplits splits = dataset.holdOut(validation);

        assertThat(splits.validation().size()).isEqualTo(validation);
        Set<Byte> union = images(splits.training());
        union.addAll(images(splits.validation()));
        assertThat(splits.training().size() + splits.validation().size()).isEqualTo(images);
        assertThat(union).hasSize(images);
    }

    @Property(tries = 200)
    void everyClassGivesItsShareWithinOneImage(
            @ForAll @IntRange(min = 40, max = 256) int images, @ForAll @IntRange(min = 1, max = 39) int heldOut) {
        ImageDataset dataset = dataset(images, images);

        int[] given = countByClass(dataset.holdOut(heldOut).validation());

        int[] all = countByClass(dataset.train());
        for (int label = 0; label < CLASSES; label++) {
            assertThat(given[label] - (double) heldOut * all[label] / images).isBetween(-1.5, 1.5);
        }
    }

    @Test
    void aSmallerHoldOutIsPartOfALargerOne() {
        ImageDataset dataset = dataset(200, 7);

        assertThat(images(dataset.holdOut(60).validation()))
                .containsAll(images(dataset.holdOut(20).validation()));
    }

    @Test
    void theHoldOutIsTheSameEveryTime() {
        assertThat(images(dataset(200, 7).holdOut(60).validation()))
                .isEqualTo(images(dataset(200, 7).holdOut(60).validation()));
    }

    @Test
    void somethingMustBeLeftToTrainOn() {
        ImageDataset dataset = dataset(10, 7);

        assertThatExceptionOfType(CompressionException.class)
                .isThrownBy(() -> dataset.holdOut(10))
                .withMessageContaining("training.validationImages is 10")
                .withMessageContaining("10 training images")
                .extracting(CompressionException::reason)
                .isEqualTo(FailureReason.INVALID_REQUEST);
    }

    @Test
    void theOrderOfASelectionIsKept() {
        ImageSplit selection = dataset(10, 7).train().select("some", 7, 3);
        byte[] pixel = new byte[1];

        selection.copyPixels(0, pixel);

        assertThat(selection.size()).isEqualTo(2);
        assertThat(pixel[0]).isEqualTo((byte) 7);
        assertThat(Arrays.asList(selection.label(0), selection.label(1)))
                .containsExactly(
                        dataset(10, 7).train().label(7), dataset(10, 7).train().label(3));
    }
}

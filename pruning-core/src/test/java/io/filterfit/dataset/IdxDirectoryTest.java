package io.filterfit.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxDirectoryTest {

    @TempDir
    Path directory;

    @BeforeEach
    void writeFiles() {
        IdxFiles.write(directory, 12, 5);
    }

    private ImageDataset open() {
        return new Datasets(directory.resolve("cache")).open(directory.toString());
    }

    private Path test(String what) {
        return directory.resolve("t10k-" + what);
    }

    private void assertUnreadable(String... fragments) {
        assertThatExceptionOfType(CompressionException.class)
                .isThrownBy(this::open)
                .satisfies(failure -> assertThat(failure.getMessage()).contains(fragments))
                .extracting(CompressionException::reason)
                .isEqualTo(FailureReason.DATASET_UNREADABLE);
    }

    @Test
    void imagesAndLabelsAreThoseOfTheFiles() {
        ImageDataset dataset = open();

        assertThat(dataset.shape()).isEqualTo(new ImageShape(IdxFiles.HEIGHT, IdxFiles.WIDTH, 1));
        assertThat(dataset.train().size()).isEqualTo(12);
        assertThat(dataset.test().size()).isEqualTo(5);
        assertThat(dataset.classNames()).hasSize(10).startsWith("0", "1");
        assertThat(dataset.train().label(11)).isEqualTo(1);
        byte[] pixels = new byte[6];
        dataset.train().copyPixels(11, pixels);
        assertThat(pixels).containsExactly(110, 111, 112, 113, 114, 115);
    }

    @Test
    void imagesAreNormalisedByThoseToTrainWithAndStandOnBlack() {
        // Images 0 to 11 have mean pixel 55 + 2.5.
        assertThat(open().test().normalisation().mean()[0]).isCloseTo(57.5f / 255, within(1e-6f));
        assertThat(open().train().normalisation().ground()).isEqualTo(Normalisation.Ground.BLACK);
    }

    @Test
    void aMissingFileIsNamed() throws Exception {
        Files.delete(test("labels-idx1-ubyte"));

        assertUnreadable("t10k-labels-idx1-ubyte cannot be read: it does not exist");
    }

    @Test
    void aTornFileIsNamed() throws Exception {
        Path file = directory.resolve("train-images-idx3-ubyte.gz");
        byte[] whole = Files.readAllBytes(file);
        IdxFiles.plain(file, Arrays.copyOf(whole, whole.length / 2));

        assertUnreadable("train-images-idx3-ubyte.gz cannot be read");
    }

    @Test
    void aFileThatEndsInItsHeaderIsNamed() {
        IdxFiles.plain(test("images-idx3-ubyte"), Arrays.copyOf(IdxFiles.images(5), 7));

        assertUnreadable("t10k-images-idx3-ubyte cannot be read: it ends too soon");
    }

    @Test
    void aFileThatIsNotZippedDespiteItsNameIsNamed() {
        IdxFiles.plain(directory.resolve("train-labels-idx1-ubyte.gz"), IdxFiles.labels(12));

        assertUnreadable("train-labels-idx1-ubyte.gz cannot be read");
    }

    @Test
    void anotherMagicNumberIsTold() {
        byte[] foreign = IdxFiles.images(5);
        foreign[2] = 0x0d; // floats
        IdxFiles.plain(test("images-idx3-ubyte"), foreign);

        assertUnreadable("t10k-images-idx3-ubyte is not an IDX file", "00000d03", "00000803");
    }

    @Test
    void labelsInPlaceOfImagesAreTold() {
        IdxFiles.plain(test("images-idx3-ubyte"), IdxFiles.labels(5));

        assertUnreadable("t10k-images-idx3-ubyte is not an IDX file", "00000801");
    }

    @Test
    void sizesBeyondTheFileAreRefusedBeforeMemoryIsTaken() {
        IdxFiles.plain(test("images-idx3-ubyte"), IdxFiles.idx(new byte[30], 5, Integer.MAX_VALUE, Integer.MAX_VALUE));

        assertUnreadable("t10k-images-idx3-ubyte", "too short for the 2147483647 entries");
    }

    @Test
    void aZippedFileCannotClaimMoreThanZippingSaves() {
        IdxFiles.zipped(
                directory.resolve("train-images-idx3-ubyte.gz"), IdxFiles.idx(new byte[72], 12, 1 << 14, 1 << 14));

        assertUnreadable("train-images-idx3-ubyte.gz", "too short");
    }

    @Test
    void aSizeOfZeroOrLessIsRefused() {
        IdxFiles.plain(test("images-idx3-ubyte"), IdxFiles.idx(new byte[0], 5, -1, 2));

        assertUnreadable("dimension 2 has size -1");
    }

    @Test
    void aFileThatGoesOnIsAnotherOneThanItsHeaderSays() {
        byte[] whole = IdxFiles.images(5);
        IdxFiles.plain(test("images-idx3-ubyte"), Arrays.copyOf(whole, whole.length + 1));

        assertUnreadable("t10k-images-idx3-ubyte is not an IDX file", "goes on");
    }

    @Test
    void asManyLabelsAsImagesAreNeeded() {
        IdxFiles.plain(test("labels-idx1-ubyte"), IdxFiles.labels(4));

        assertUnreadable("has 4 labels for the 5 images");
    }

    @Test
    void testImagesHaveTheSizeOfThoseToTrainWith() {
        IdxFiles.plain(test("images-idx3-ubyte"), IdxFiles.idx(new byte[20], 5, 2, 2));

        assertUnreadable("2x2x1", "3x2x1");
    }

    @Test
    void aTestLabelThatTrainingDoesNotKnowIsNoticed() {
        IdxFiles.plain(test("labels-idx1-ubyte"), IdxFiles.idx(new byte[] {0, 1, 10, 2, 3}, 5));

        assertUnreadable("t10k-labels-idx1-ubyte", "label 10", "10 classes");
    }
}

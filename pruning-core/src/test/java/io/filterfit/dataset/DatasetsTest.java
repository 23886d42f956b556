package io.filterfit.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetsTest {

    @TempDir
    Path directory;

    private Datasets datasets;

    @BeforeEach
    void setUp() {
        datasets = new Datasets(directory.resolve("cache"));
    }

    @Test
    void anUnknownNameIsAnsweredWithTheKnownOnes() {
        assertThatExceptionOfType(CompressionException.class)
                .isThrownBy(() -> datasets.open("cifar11"))
                .withMessageContaining("cifar11")
                .withMessageContaining("known are cifar10")
                .extracting(CompressionException::reason)
                .isEqualTo(FailureReason.DATASET_UNKNOWN);
    }

    @Test
    void aDirectoryWithTheBinaryFilesIsOpened() {
        Path binary = BinaryFiles.write(directory, 4);

        ImageDataset dataset = datasets.open(binary.toString());

        assertThat(dataset.train().size()).isEqualTo(20);
        assertThat(dataset.test().size()).isEqualTo(4);
        assertThat(dataset.train().label(5)).isEqualTo(3); // second image of the second file
        byte[] pixels = new byte[dataset.shape().values()];
        dataset.train().copyPixels(5, pixels);
        assertThat(pixels).startsWith(60).endsWith(62);
        assertThat(dataset.classNames()).hasSize(10).startsWith("airplane");
    }

    @Test
    void aTruncatedFileIsNamed() throws Exception {
        BinaryFiles.write(directory, 4);
        Path truncated = directory.resolve("data_batch_3.bin");
        Files.write(truncated, java.util.Arrays.copyOf(Files.readAllBytes(truncated), 3073 * 3 + 100));

        assertUnreadable("data_batch_3.bin is truncated or foreign");
    }

    @Test
    void aMissingFileIsNamed() throws Exception {
        BinaryFiles.write(directory, 4);
        Files.delete(directory.resolve("test_batch.bin"));

        assertUnreadable("test_batch.bin cannot be read: it does not exist");
    }

    @Test
    void aLabelBeyondTheClassesIsNoticed() throws Exception {
        BinaryFiles.write(directory, 4);
        Path foreign = directory.resolve("data_batch_2.bin");
        byte[] bytes = Files.readAllBytes(foreign);
        bytes[3073] = 10;
        Files.write(foreign, bytes);

        assertUnreadable("data_batch_2.bin is not what it should be: image 5 has label 10");
    }

    @Test
    void aDirectoryWithNeitherLayoutIsUnreadable() {
        assertUnreadable("neither");
    }

    private void assertUnreadable(String message) {
        assertThatExceptionOfType(CompressionException.class)
                .isThrownBy(() -> datasets.open(directory.toString()))
                .withMessageContaining(message)
                .extracting(CompressionException::reason)
                .isEqualTo(FailureReason.DATASET_UNREADABLE);
    }
}

package io.filterfit.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.filterfit.spec.CompressionException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FashionMnistTest {

    @TempDir
    Path installed;

    @TempDir
    Path directory;

    private FashionMnist.Installed source;

    @BeforeEach
    void setUp() {
        source = new FashionMnist.Installed(installed);
    }

    private void assertUnreadable(String message) {
        assertThatExceptionOfType(CompressionException.class)
                .isThrownBy(() -> source.fetch(directory, installed, FetchObserver.SILENT))
                .withMessageContaining(message);
    }

    @Test
    void itIsKnownByItsName() {
        assertThat(new Datasets(directory).names()).contains("fashion-mnist");
    }

    @Test
    void whereThePackageIsNotInstalledItIsNamed() {
        assertUnreadable("apt-get install dataset-fashion-mnist");
    }

    @Test
    void filesThatHoldSomethingElseAreNotTaken() {
        IdxFiles.zipped(installed.resolve("train-images-idx3-ubyte.gz"), IdxFiles.images(3));

        assertUnreadable("does not hold what the data set's authors publish");
    }

    @Test
    void aFileThatUnpacksToMoreThanTheDataSetIsNotUnpackedToItsEnd() {
        IdxFiles.zipped(installed.resolve("train-images-idx3-ubyte.gz"), new byte[50_000_000]);

        assertUnreadable("does not hold");

        assertThat(directory.resolve("train-images-idx3-ubyte")).hasSize(47_040_017);
    }

    @Test
    void filesOfAnotherLengthAreIncomplete() {
        IdxFiles.write(directory, 3, 3);

        assertThat(new FashionMnist().isComplete(directory)).isFalse();
    }
}

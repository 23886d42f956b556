package io.filterfit.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import io.filterfit.training.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFileTest {

    @TempDir
    private Path directory;

    private final TrainingState state = States.at(7);
    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = directory.resolve("checkpoint.zip");
        CheckpointFile.write(state, file);
    }

    @Test
    void holdsEveryBitOfTheState() {
        assertThat(CheckpointFile.read(file))
                .usingRecursiveComparison()
                .withEqualsForType(Arrays::equals, float[].class)
                .withEqualsForType(Double::equals, Double.class)
                .isEqualTo(state);
    }

    @Test
    void holdsASharedArrayOnce() throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertThat(zip.size()).isEqualTo(1 + 5);
        }
        TrainingState read = CheckpointFile.read(file);
        assertThat(read.good().orElseThrow().weights()).isSameAs(read.best().weights());
    }

    @Test
    void isRefusedWhereverItIsCutOff() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length += 9_973) {
            assertRefused(Files.write(directory.resolve("torn"), Arrays.copyOf(whole, length)));
        }
    }

    /** What the file's hash would show; here, that no damage does more harm than that. */
    @Test
    void isReadOrRefusedWhateverBytesAreWrong() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(1);
        for (int round = 0; round < 300; round++) {
            byte[] damaged = whole.clone();
            for (int times = random.nextInt(20); times >= 0; times--) {
                int fromEnd = random.nextInt(round % 2 == 0 ? 1_000 : whole.length);
                damaged[whole.length - 1 - fromEnd] = (byte) random.nextInt();
            }
            Path damagedFile = Files.write(directory.resolve("damaged"), damaged);
            try {
                CheckpointFile.read(damagedFile);
            } catch (CompressionException e) {
                assertThat(e.reason()).isEqualTo(FailureReason.ARTIFACT_CORRUPT);
            }
        }
    }

    @Test
    void noMoreIsAllocatedThanTheFileHolds() throws IOException {
        Path bomb = directory.resolve("bomb");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(bomb))) {
            zip.putNextEntry(new ZipEntry("state.json"));
            zip.write("{}".getBytes());
            zip.putNextEntry(new ZipEntry("0.f32"));
            zip.write(new byte[64 << 20]);
        }

        assertThat(bomb).satisfies(path -> assertThat(Files.size(path)).isLessThan(1 << 20));
        assertRefused(bomb);
    }

    private static void assertRefused(Path path) {
        assertThatExceptionOfType(CompressionException.class)
                .isThrownBy(() -> CheckpointFile.read(path))
                .extracting(CompressionException::reason)
                .isEqualTo(FailureReason.ARTIFACT_CORRUPT);
    }
}

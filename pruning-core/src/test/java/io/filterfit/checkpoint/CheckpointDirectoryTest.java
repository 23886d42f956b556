package io.filterfit.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.filterfit.checkpoint.CheckpointShelf.Label;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointDirectoryTest {

    @TempDir
    private Path directory;

    private CheckpointDirectory shelf;
    private Path file;

    @BeforeEach
    void open() throws IOException {
        shelf = new CheckpointDirectory(directory.resolve("checkpoints"));
        file = Files.writeString(directory.resolve("file"), "content");
    }

    @Test
    void givesBackWhatWasPut() {
        shelf.put("run", 12, file);

        Label label = shelf.of("run").get(0);

        assertThat(label.progress()).isEqualTo(12);
        assertThat(label.size()).isEqualTo(7);
        assertThat(shelf.fetch(label, directory)).hasSameBinaryContentAs(file);
    }

    @Test
    void knowsRunsApart() {
        shelf.put("run", 12, file);

        assertThat(shelf.of("other")).isEmpty();
    }

    @Test
    void refusesOtherBytes() throws IOException {
        shelf.put("run", 12, file);
        Label label = shelf.of("run").get(0);
        Files.writeString(shelf.fetch(label, directory), "c0ntent");

        assertFails(FailureReason.ARTIFACT_CORRUPT, label);
    }

    @Test
    void saysThatOneIsGone() {
        shelf.put("run", 12, file);
        Label label = shelf.of("run").get(0);
        shelf.delete(label);

        assertFails(FailureReason.ARTIFACT_MISSING, label);
        assertThat(shelf.of("run")).isEmpty();
    }

    @Test
    void leavesNothingOfAForgottenRun() {
        shelf.put("run", 12, file);

        shelf.forget("run");
        shelf.forget("run");

        assertThat(directory.resolve("checkpoints")).isEmptyDirectory();
    }

    private void assertFails(FailureReason reason, Label label) {
        assertThatExceptionOfType(CompressionException.class)
                .isThrownBy(() -> shelf.fetch(label, directory))
                .extracting(CompressionException::reason)
                .isEqualTo(reason);
    }
}

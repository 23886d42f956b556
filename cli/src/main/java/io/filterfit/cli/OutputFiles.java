package io.filterfit.cli;

import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that a command will write, checked before the work and not after it. */
final class OutputFiles {

    private OutputFiles() {}

    /** Makes the file's directory, and fails if the file could not be written there. */
    static void requireWritable(Path file) {
        Path absolute = file.toAbsolutePath();
        Path directory = absolute.getParent();
        if (Files.isDirectory(absolute) || directory == null) {
            throw unusable(file, "is a directory", null);
        }
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw unusable(file, "cannot be written, its directory cannot be made", e);
        }
        if (!Files.isWritable(Files.exists(absolute) ? absolute : directory)) {
            throw unusable(file, "cannot be written", null);
        }
    }

    private static CompressionException unusable(Path file, String what, IOException cause) {
        return new CompressionException(
                FailureReason.FILE_UNUSABLE, file + " " + what + "; choose another file for --out", cause);
    }
}

package io.filterfit.dataset;

import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** Reads a gzipped tar. */
final class Archive {

    private Archive() {}

    /** Told of every file in an archive, in order. */
    interface EntryReader {
        void read(String name, InputStream content) throws IOException;
    }

    /** Copies the files directly under folder {@code prefix} into {@code directory}. */
    static void extract(Path archive, String prefix, Path directory) {
        read(archive, (name, content) -> {
            String file = name.startsWith(prefix) ? name.substring(prefix.length()) : "";
            if (!file.isEmpty() && file.matches("[A-Za-z0-9_.-]+") && !file.startsWith(".")) {
                Files.copy(content, directory.resolve(file));
            }
        });
    }

    static void read(Path archive, EntryReader reader) {
        try (InputStream file = Files.newInputStream(archive);
                TarArchiveInputStream tar = new TarArchiveInputStream(
                        new GzipCompressorInputStream(new BufferedInputStream(file, 1 << 16), true))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.isFile()) {
                    reader.read(entry.getName(), tar);
                }
            }
        } catch (IOException unreadable) {
            throw new CompressionException(
                    FailureReason.DATASET_UNREADABLE,
                    archive + " cannot be unpacked: " + unreadable.getMessage(),
                    unreadable);
        }
    }
}

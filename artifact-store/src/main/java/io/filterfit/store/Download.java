package io.filterfit.store;

import io.filterfit.contracts.ArtifactReference;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Writes an artifact's bytes to a file and holds them to the reference. */
final class Download {

    private static final int BUFFER = 1 << 16;

    private final ArtifactReference reference;
    private final Path target;

    Download(ArtifactReference reference, Path target) {
        this.reference = reference;
        this.target = target;
    }

    /** @throws IOException if the stream breaks; what goes wrong with the file is typed */
    void copy(InputStream in) throws IOException {
        MessageDigest digest = Sha256.digest();
        long size = 0;
        try (OutputStream out = open()) {
            var buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                size += read;
                if (size > reference.size()) {
                    throw corrupt("has more than the " + reference.size() + " bytes that its reference states");
                }
                digest.update(buffer, 0, read);
                write(out, buffer, read);
            }
        }
        if (size < reference.size()) {
            throw corrupt("has " + size + " bytes where its reference states " + reference.size());
        }
        var sha256 = HexFormat.of().formatHex(digest.digest());
        if (!sha256.equals(reference.sha256())) {
            throw corrupt("has the SHA-256 " + sha256 + " where its reference states " + reference.sha256());
        }
    }

    private OutputStream open() {
        try {
            return Files.newOutputStream(target);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private void write(OutputStream out, byte[] buffer, int length) {
        try {
            out.write(buffer, 0, length);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private CompressionException unusable(IOException e) {
        return new CompressionException(
                FailureReason.FILE_UNUSABLE, "file " + target + " cannot be written (" + e.getMessage() + ")", e);
    }

    private CompressionException corrupt(String what) {
        return new CompressionException(FailureReason.ARTIFACT_CORRUPT, "artifact " + reference.uri() + " " + what);
    }
}

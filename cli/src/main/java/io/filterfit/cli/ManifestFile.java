package io.filterfit.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.filterfit.manifest.Manifest;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Manifests as files of this machine. */
final class ManifestFile {

    static final String NAME = "manifest.json";

    private static final int BUFFER = 1 << 16;

    private ManifestFile() {}

    static Manifest read(Path file) {
        try {
            return Output.JSON.readValue(Files.readAllBytes(file), Manifest.class);
        } catch (JsonProcessingException e) {
            String said = e.getCause() instanceof CompressionException invalid
                    ? invalid.getMessage()
                    : e.getOriginalMessage();
            throw new CompressionException(FailureReason.INVALID_REQUEST, "manifest " + file + ": " + said, e);
        } catch (IOException e) {
            throw new CompressionException(
                    FailureReason.FILE_UNUSABLE, "manifest " + file + " cannot be read; name a JSON file", e);
        }
    }

    static void write(Manifest manifest, Path file) {
        try {
            Output.JSON.writeValue(file.toFile(), manifest);
        } catch (IOException e) {
            throw new CompressionException(
                    FailureReason.FILE_UNUSABLE, "the manifest cannot be written to " + file + "; choose another", e);
        }
    }

    /** Of a model's file, in hexadecimal digits. */
    static String sha256(Path model) {
        try (var input = Files.newInputStream(model)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER];
            for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new CompressionException(FailureReason.FILE_UNUSABLE, model + " cannot be read", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}

package io.filterfit.stack;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The key pair of the store.
 *
 * @param accessKey the public half
 * @param secretKey the secret half
 */
public record StoreCredentials(String accessKey, String secretKey) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** From a file {@code {"accessKey": ..., "secretKey": ...}}. */
    public static StoreCredentials read(Path file) {
        try {
            return JSON.readValue(Files.readAllBytes(file), StoreCredentials.class);
        } catch (IOException e) {
            throw new CompressionException(
                    FailureReason.FILE_UNUSABLE,
                    "the store's credentials file " + file + " cannot be read (" + e.getMessage() + ")",
                    e);
        }
    }

    /** Those in the file, or new ones written to it, readable by its owner only. */
    static StoreCredentials readOrGenerate(Path file) {
        if (Files.exists(file)) {
            return read(file);
        }
        SecureRandom random = new SecureRandom();
        StoreCredentials generated = new StoreCredentials(hex(random, 10), hex(random, 20));
        try {
            OwnerOnlyFile.write(file, JSON.writeValueAsString(generated));
        } catch (IOException e) {
            throw StackDirectory.unusable(file, "cannot be written", e);
        }
        return generated;
    }

    private static String hex(SecureRandom random, int bytes) {
        byte[] drawn = new byte[bytes];
        random.nextBytes(drawn);
        return HexFormat.of().formatHex(drawn);
    }

    @Override
    public String toString() {
        return "StoreCredentials[accessKey=" + accessKey + "]";
    }
}

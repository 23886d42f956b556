package io.filterfit.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/** What opens the console: drawn once for a stack's directory, in a file that only its owner can read. */
final class ConsoleToken {

    private static final int BYTES = 32;

    private ConsoleToken() {}

    static String readOrGenerate(Path file) {
        return Files.exists(file) ? read(file) : generate(file);
    }

    static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw StackDirectory.unusable(file, "cannot be read", e);
        }
    }

    private static String generate(Path file) {
        byte[] drawn = new byte[BYTES];
        new SecureRandom().nextBytes(drawn);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(drawn);
        try {
            OwnerOnlyFile.write(file, token);
        } catch (IOException e) {
            throw StackDirectory.unusable(file, "cannot be written", e);
        }
        return token;
    }
}

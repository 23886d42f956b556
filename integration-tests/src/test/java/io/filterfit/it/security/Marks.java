package io.filterfit.it.security;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;

/** Credentials that are found again wherever they got to. */
record Marks(String accessKey, String secretKey, String kafkaPassword) {

    /** What must not be found anywhere, plain and in base 64. */
    private List<byte[]> secrets() {
        List<byte[]> secrets = new ArrayList<>();
        for (String secret : List.of(accessKey, secretKey, kafkaPassword)) {
            byte[] plain = secret.getBytes(StandardCharsets.UTF_8);
            secrets.add(plain);
            secrets.add(Base64.getEncoder().withoutPadding().encode(plain));
        }
        return secrets;
    }

    /** The files under a directory that hold a secret, zips looked into, but for those that are to hold them. */
    List<Path> foundUnder(Path directory, Set<String> allowed) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> found = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!allowed.contains(file.getFileName().toString()) && holdsSecret(file)) {
                    found.add(file);
                }
            }
            return found;
        }
    }

    private boolean holdsSecret(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        return holdsSecret(content) || holdsSecret(unzipped(content));
    }

    private boolean holdsSecret(byte[] content) {
        // As Latin-1 every byte is one character, so this finds bytes.
        String text = new String(content, StandardCharsets.ISO_8859_1);
        return secrets().stream().anyMatch(secret -> text.contains(new String(secret, StandardCharsets.ISO_8859_1)));
    }

    private static byte[] unzipped(byte[] content) throws IOException {
        var all = new ByteArrayOutputStream();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(content))) {
            while (zip.getNextEntry() != null) {
                zip.transferTo(all);
            }
        }
        return all.toByteArray();
    }
}

package io.filterfit.it.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A certificate authority, and a server's certificate that it signed for the loopback address; made by {@code keytool}. */
final class Authority {

    static final String PASSWORD = "of-the-key-store";

    private final Path directory;

    /** @param directory made; holds the key stores and {@link #certificate()} */
    Authority(Path directory) throws Exception {
        this.directory = Files.createDirectories(directory);
        keytool(
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "ca",
                "-dname",
                "CN=Test authority",
                "-ext",
                "bc:c",
                "-keystore",
                "ca.p12");
        keytool("-exportcert", "-rfc", "-alias", "ca", "-keystore", "ca.p12", "-file", "ca.pem");
        keytool(
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "server",
                "-dname",
                "CN=localhost",
                "-keystore",
                "server.p12");
        keytool("-certreq", "-alias", "server", "-keystore", "server.p12", "-file", "server.csr");
        keytool(
                "-gencert",
                "-alias",
                "ca",
                "-keystore",
                "ca.p12",
                "-infile",
                "server.csr",
                "-outfile",
                "server.pem",
                "-rfc",
                "-ext",
                "san=ip:127.0.0.1,dns:localhost");
        keytool("-importcert", "-noprompt", "-alias", "ca", "-keystore", "server.p12", "-file", "ca.pem");
        keytool("-importcert", "-noprompt", "-alias", "server", "-keystore", "server.p12", "-file", "server.pem");
    }

    /** What a client has to trust, in PEM. */
    Path certificate() {
        return directory.resolve("ca.pem");
    }

    /** The server's key and certificate, PKCS #12. */
    Path serverKeyStore() {
        return directory.resolve("server.p12");
    }

    private void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        if (command.contains("-keystore")) {
            command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
        }
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new AssertionError(String.join(" ", command) + ": " + said);
        }
    }
}

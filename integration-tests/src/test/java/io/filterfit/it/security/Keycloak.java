package io.filterfit.it.security;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.filterfit.it.TestStack;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A provider of OpenID Connect: Keycloak, as its distribution has it, with the realm of {@code keycloak/realm.json} in memory. Its users are
 * rita, who has the role {@code read}, and paul, who has only that of his team, {@code ml-platform}.
 */
final class Keycloak implements AutoCloseable {

    static final String CLIENT = "filterfit-console";
    static final String SECRET = "of-the-console";

    private static final Path UNPACKED = Path.of("target/keycloak");
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final HttpClient http = TestStack.http();
    private final Process process;
    private final Path log;
    private final URI realm;

    /** @param console that people are sent back to */
    Keycloak(URI console, int port, Path log) throws IOException, InterruptedException {
        this.log = log;
        realm = URI.create("http://127.0.0.1:" + port + "/realms/filterfit");
        var home = home();
        var imported = Files.createDirectories(home.resolve("data/import"));
        Files.writeString(
                imported.resolve("realm.json"),
                Files.readString(Path.of("src/test/resources/keycloak/realm.json"))
                        .replace("CONSOLE", console.toString()));
        var builder = new ProcessBuilder(
                        "bash",
                        home.resolve("bin/kc.sh").toString(),
                        "start-dev",
                        "--db=dev-mem",
                        "--http-host=127.0.0.1",
                        "--http-port=" + port,
                        "--import-realm")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        awaitRealm();
    }

    private static Path home() throws IOException {
        try (Stream<Path> directories = Files.list(UNPACKED)) {
            return directories
                    .filter(Files::isDirectory)
                    .findFirst()
                    .orElseThrow()
                    .toAbsolutePath();
        }
    }

    private void awaitRealm() throws IOException, InterruptedException {
        var deadline = Instant.now().plus(PATIENCE);
        var request = HttpRequest.newBuilder(URI.create(realm + "/.well-known/openid-configuration"))
                .build();
        while (process.isAlive() && Instant.now().isBefore(deadline)) {
            try {
                if (http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                // It listens once it has put itself together.
            }
            TimeUnit.MILLISECONDS.sleep(300);
        }
        close();
        throw new AssertionError("Keycloak does not answer; its log: " + Files.readString(log));
    }

    URI realm() {
        return realm;
    }

    /** What a program gets that signs in as somebody. */
    String accessToken(String user, String password) throws IOException, InterruptedException {
        var form = Map.of(
                        "grant_type", "password",
                        "client_id", CLIENT,
                        "client_secret", SECRET,
                        "username", user,
                        "password", password)
                .entrySet()
                .stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        var answer = http.send(
                        HttpRequest.newBuilder(URI.create(realm + "/protocol/openid-connect/token"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(form))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        return new ObjectMapper().readTree(answer).path("access_token").textValue();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}

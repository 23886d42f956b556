package io.filterfit.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Prometheus, where it is installed (Debian package {@code prometheus}), on a free loopback port, with the configuration and the rules of
 * {@code deploy/prometheus}; only the targets are others, and it scrapes every second.
 */
final class PrometheusServer implements AutoCloseable {

    static final Path CONFIGURATION = Path.of("../deploy/prometheus");

    private final JsonMapper json = new JsonMapper();
    private final HttpClient http = TestStack.http();
    private final Instant started = Instant.now();
    private final Process process;
    private final URI address;

    private PrometheusServer(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    static boolean isInstalled() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "prometheus")));
    }

    static PrometheusServer start(Path directory, Collection<String> targets) throws Exception {
        Files.createDirectories(directory.resolve("rules"));
        Files.createDirectories(directory.resolve("targets"));
        Files.copy(CONFIGURATION.resolve("rules/filterfit.yml"), directory.resolve("rules/filterfit.yml"));
        var configuration = directory.resolve("prometheus.yml");
        Files.writeString(
                configuration,
                Files.readString(CONFIGURATION.resolve("prometheus.yml")).replaceAll("(_interval:) \\w+", "$1 1s"));
        Files.writeString(
                directory.resolve("targets/test.yml"),
                "- targets: ["
                        + targets.stream().map(target -> "'" + target + "'").collect(Collectors.joining(", ")) + "]\n");
        int port = TestStack.freePort();
        var process = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--enable-feature=exemplar-storage",
                        "--log.level=warn")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("prometheus.log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        var server = new PrometheusServer(process, URI.create("http://127.0.0.1:" + port));
        server.await("sum(up) == "
                + targets.stream().filter(target -> !target.endsWith(":1")).count());
        return server;
    }

    /** Runs promtool on the files of the repository. */
    static String promtool(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command)
                .directory(CONFIGURATION.toFile())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return process.waitFor() == 0 ? "ok" : output;
    }

    /** Waits until a query has a result. */
    void await(String query) throws Exception {
        for (int tenths = 0; tenths < 300; tenths++) {
            try {
                if (!ask("query?query=" + encoded(query)).path("result").isEmpty()) {
                    return;
                }
            } catch (IOException notYet) {
                if (!process.isAlive()) {
                    throw notYet;
                }
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new AssertionError("after 30 s, Prometheus has no " + query);
    }

    /** The series that a query has given at any second since Prometheus was started. */
    List<JsonNode> series(String query) throws Exception {
        var now = Instant.now();
        var answer = ask("query_range?query=%s&start=%s&end=%s&step=1"
                .formatted(encoded(query), started.getEpochSecond(), now.getEpochSecond()));
        return StreamSupport.stream(answer.path("result").spliterator(), false).toList();
    }

    /** Whether a query has given a number at any second since Prometheus was started. */
    boolean hasData(String query) throws Exception {
        return series(query).stream()
                .flatMap(series -> StreamSupport.stream(series.path("values").spliterator(), false))
                .anyMatch(sample -> !sample.path(1).textValue().equals("NaN"));
    }

    /** What an endpoint of the API answers, for instance {@code rules}. */
    JsonNode ask(String endpoint) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(address.resolve("/api/v1/" + endpoint)).build();
        var answer = json.readTree(
                http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        if (!answer.path("status").asText().equals("success")) {
            throw new AssertionError(endpoint + ": " + answer);
        }
        return answer.path("data");
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    Instant started() {
        return started;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor(10, TimeUnit.SECONDS);
        process.destroyForcibly();
    }
}

package io.filterfit.it;

import io.filterfit.nd4j.ChildJvm;
import io.filterfit.stack.StackConnection;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** One replica of the trainer, in a process that can be killed without the stack taking notice. */
final class TrainerProcess implements AutoCloseable {

    private static final Path JAR = Path.of("../trainer-service/target/quarkus-app/quarkus-run.jar");

    private static final Pattern LISTENING = Pattern.compile("Listening on: (http://[\\w.:]+)");

    private final Process process;
    private final Path log;

    TrainerProcess(StackConnection connection, Path log, Map<String, String> settings) throws IOException {
        this.log = log;
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ChildJvm.arguments());
        command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-jar", JAR.toAbsolutePath().normalize().toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(ChildJvm.environment());
        builder.environment()
                .putAll(Map.of(
                        "QUARKUS_HTTP_PORT", "0",
                        "KAFKA_BOOTSTRAP_SERVERS", connection.bootstrapServers(),
                        "FILTERFIT_STORE_ENDPOINT", connection.storeEndpoint().toString(),
                        "FILTERFIT_STORE_BUCKET", connection.bucket(),
                        "FILTERFIT_STORE_ACCESS_KEY", connection.credentials().accessKey(),
                        "FILTERFIT_STORE_SECRET_KEY", connection.credentials().secretKey()));
        builder.environment().putAll(settings);
        process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /**
     * As {@code kill} and Kubernetes do.
     *
     * @return seconds until the process was gone
     */
    double terminate() throws IOException, InterruptedException {
        long start = System.nanoTime();
        process.destroy();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            throw new AssertionError("the trainer does not end; its log: " + log());
        }
        return (System.nanoTime() - start) / 1e9;
    }

    /** As Prometheus reads them. */
    String metrics() throws IOException, InterruptedException {
        var address = LISTENING.matcher(log());
        if (!address.find()) {
            throw new AssertionError("the trainer does not say where it listens; its log: " + log());
        }
        var request = HttpRequest.newBuilder(URI.create(address.group(1) + "/q/metrics"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

package io.filterfit.it;

import io.filterfit.nd4j.ChildJvm;
import io.filterfit.stack.ServiceName;
import io.filterfit.stack.StackConnection;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** One replica of a service, in a process that can be killed without the stack taking notice. */
public final class ServiceProcess implements AutoCloseable {

    private static final Pattern LISTENING = Pattern.compile("Listening on: (http://[\\w.:]+)");

    private final ServiceName service;
    private final Process process;
    private final Path log;

    /** @param settings added to the environment, where they win over all others */
    public ServiceProcess(ServiceName service, StackConnection connection, Path log, Map<String, String> settings)
            throws IOException {
        this.service = service;
        this.log = log;
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(TestStack.jvmOptions());
        command.addAll(List.of("-jar", jar(service).toString()));
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

    private static Path jar(ServiceName service) {
        return Path.of("..", service.module(), "target/quarkus-app/quarkus-run.jar")
                .toAbsolutePath()
                .normalize();
    }

    public ServiceName service() {
        return service;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** Whether it has said so much. */
    public boolean listens() throws IOException {
        return LISTENING.matcher(log()).find();
    }

    /** Where it listens, once it does. */
    public URI address() throws IOException, InterruptedException {
        while (isAlive()) {
            var address = LISTENING.matcher(log());
            if (address.find()) {
                return URI.create(address.group(1));
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new AssertionError(service.module() + " has ended; its log: " + log());
    }

    /** As {@code kill -9} does. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /**
     * As {@code kill} and Kubernetes do.
     *
     * @return seconds until the process was gone
     */
    public double terminate() throws IOException, InterruptedException {
        long start = System.nanoTime();
        process.destroy();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            throw new AssertionError(service.module() + " does not end; its log: " + log());
        }
        return (System.nanoTime() - start) / 1e9;
    }

    /** As Prometheus reads them. */
    public String metrics() throws IOException, InterruptedException {
        var address = LISTENING.matcher(log());
        if (!address.find()) {
            throw new AssertionError(service.module() + " does not say where it listens; its log: " + log());
        }
        var request = HttpRequest.newBuilder(URI.create(address.group(1) + "/q/metrics"))
                .build();
        return TestStack.http()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    public String log() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

package io.filterfit.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged trainer on a machine without a GPU, built with or without {@code -Pcuda}. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class DeviceIT {

    private static final boolean BUILT_FOR_CUDA =
            DeviceIT.class.getResource("/org/nd4j/linalg/jcublas/JCublasBackend.class") != null;

    @TempDir
    Path directory;

    private Process service;

    @BeforeEach
    void thereIsNoGpu() {
        assumeFalse(Files.exists(Path.of("/dev/nvidia0")), "this machine has a GPU");
    }

    @AfterEach
    void end() throws InterruptedException {
        if (service != null) {
            service.destroyForcibly().waitFor();
        }
    }

    @Test
    void doesNotStartWithoutTheGpuThatIsDemanded() throws Exception {
        start("cuda", freePort());

        service.waitFor();

        assertThat(service.exitValue()).isNotZero();
        assertThat(log())
                .contains("device is cuda, but ")
                .contains(BUILT_FOR_CUDA ? "no GPU can be used: NVIDIA's driver" : "build it with -Pcuda");
    }

    @Test
    void fallsBackToTheCpuAndWarnsIfItWasBuiltForGpus() throws Exception {
        int port = freePort();

        start("auto", port);

        String metrics = await(URI.create("http://127.0.0.1:" + port + "/q/metrics"));
        assertThat(metrics)
                .contains("filterfit_device_gpus{device=\"cpu\",names=\"\",requested=\"auto\"} 0.0")
                .contains("filterfit_device_fallback{device=\"cpu\",requested=\"auto\"} "
                        + (BUILT_FOR_CUDA ? "1.0" : "0.0"));
        assertThat(log().contains("The CPU computes, as no GPU can be used")).isEqualTo(BUILT_FOR_CUDA);
    }

    private void start(String device, int port) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        Path.of("target/quarkus-app/quarkus-run.jar")
                                .toAbsolutePath()
                                .toString()))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile());
        builder.environment().put("FILTERFIT_DEVICE", device);
        builder.environment().put("QUARKUS_HTTP_PORT", String.valueOf(port));
        // Nobody listens there: the service waits for its broker and its store.
        builder.environment().put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1");
        builder.environment().put("FILTERFIT_STORE_ENDPOINT", "http://127.0.0.1:1");
        builder.environment().put("FILTERFIT_STORE_ACCESS_KEY", "test");
        builder.environment().put("FILTERFIT_STORE_SECRET_KEY", "test");
        service = builder.start();
    }

    private String await(URI address) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        while (service.isAlive()) {
            try {
                return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                        .body();
            } catch (IOException notYet) {
                TimeUnit.MILLISECONDS.sleep(200);
            }
        }
        throw new AssertionError("the service ended: " + log());
    }

    private String log() throws IOException {
        return Files.readString(directory.resolve("log"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}

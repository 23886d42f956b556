package io.filterfit.deploy.image;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * An image that runs without a container engine: in mount and process namespaces of its own, on a read-only root, as the image's user, without
 * capabilities and without a way to gain any; as Kubernetes would run it, but on the host's network.
 */
final class Container implements AutoCloseable {

    private static final String START = String.join(
            "\n",
            "set -eu",
            "root=$1; user=$2; shift 2",
            "mount --bind \"$root\" \"$root\"",
            "mkdir -p \"$root/proc\" \"$root/dev\"",
            "touch \"$root/dev/urandom\" \"$root/dev/random\" \"$root/dev/null\"",
            "mount -o remount,ro,bind \"$root\"",
            "mount -t proc proc \"$root/proc\"",
            "for device in urandom random null; do mount --bind /dev/$device \"$root/dev/$device\"; done",
            "mount -t tmpfs -o mode=1777 tmpfs \"$root/tmp\"",
            "mount -t tmpfs -o mode=1777 tmpfs \"$root/var/cache/filterfit\"",
            "exec setpriv --no-new-privs --bounding-set=-all,+setuid,+setgid,+sys_chroot chroot --userspec=\"$user\" \"$root\" \"$@\"");

    private final Process process;
    private final Path log;
    private final int port;

    /** The image's own command. */
    Container(OciImage image, Path root, int port, Map<String, String> environment, Path log) throws IOException {
        this.port = port;
        this.log = log;
        Map<String, String> all = new TreeMap<>(environment);
        all.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        all.put("QUARKUS_HTTP_PORT", String.valueOf(port));
        var entryPoint = image.entryPoint();
        process = start(image, root, entryPoint.subList(1, entryPoint.size()), all, log);
    }

    /**
     * Runs another class in the image, with the class path and the options of its own.
     *
     * @param directory in the image; holds the class beside the service's
     * @return what it wrote
     */
    static String run(OciImage image, Path root, String directory, Class<?> main, Path log) throws Exception {
        List<String> arguments =
                new ArrayList<>(image.entryPoint().subList(1, image.entryPoint().indexOf("-jar")));
        arguments.addAll(List.of("-cp", directory + ":" + RuntimeSettings.HOME + "/lib/main/*", main.getName()));
        int status = start(image, root, arguments, Map.of(), log).waitFor();
        if (status != 0) {
            throw new AssertionError("status " + status + ": " + Files.readString(log));
        }
        return Files.readString(log);
    }

    private static Process start(
            OciImage image, Path root, List<String> javaArguments, Map<String, String> environment, Path log)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "unshare",
                "--mount",
                "--pid",
                "--fork",
                "--kill-child",
                "sh",
                "-c",
                START,
                "sh",
                root.toString(),
                image.config().path("User").textValue(),
                "/usr/lib/jvm/java-17-openjdk-amd64/bin/java"));
        command.addAll(javaArguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(image.environment());
        builder.environment().putAll(environment);
        // For the tools outside.
        builder.environment().put("PATH", System.getenv("PATH"));
        return builder.start();
    }

    /** Waits until broker and store are reached. */
    void awaitReady(Duration limit) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        var deadline = Instant.now().plus(limit);
        var http = HttpClient.newHttpClient();
        while (Instant.now().isBefore(deadline) && process.isAlive()) {
            try {
                if (http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                // It starts.
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        throw new AssertionError("not ready; the log: " + Files.readString(log));
    }

    /** What the kernel says of the service's process, by the names of {@code /proc/PID/status}. */
    Map<String, String> status() throws IOException {
        Map<String, String> status = new TreeMap<>();
        for (String line : Files.readAllLines(java().resolve("status"))) {
            status.put(
                    line.substring(0, line.indexOf(':')),
                    line.substring(line.indexOf(':') + 1).strip());
        }
        return status;
    }

    String mappedFiles() throws IOException {
        return Files.readString(java().resolve("maps"));
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    private Path java() {
        return process.descendants()
                .filter(child -> child.info().command().orElse("").endsWith("/java"))
                .map(child -> Path.of("/proc", String.valueOf(child.pid())))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}

package io.filterfit.it.fault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The broker or the store: killed, and started again as it was, with the command line, environment and directory that it had. */
final class Server {

    private final List<String> command;
    private final List<String> environment;
    private final Path directory;
    private final Path log;
    private ProcessHandle process;

    /** Takes over a process of this machine. */
    Server(long pid, Path log) throws IOException {
        var proc = Path.of("/proc", String.valueOf(pid));
        command = strings(proc.resolve("cmdline"));
        environment = strings(proc.resolve("environ"));
        directory = proc.resolve("cwd").toRealPath();
        process = ProcessHandle.of(pid).orElseThrow();
        this.log = log;
    }

    /** As {@code kill -9} does. */
    void kill() throws Exception {
        process.destroyForcibly();
        process.onExit().get(20, TimeUnit.SECONDS);
    }

    void start() throws IOException {
        var builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().clear();
        for (var assignment : environment) {
            int equals = assignment.indexOf('=');
            builder.environment().put(assignment.substring(0, equals), assignment.substring(equals + 1));
        }
        var started = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
        process = started.toHandle();
    }

    void end() {
        process.destroyForcibly();
    }

    private static List<String> strings(Path file) throws IOException {
        return List.of(Files.readString(file, StandardCharsets.UTF_8).split("\0"));
    }
}

package io.filterfit.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The {@code filterfit} launcher of this checkout, run as users run it. */
final class Launcher {

    private static final Path HOME = checkout();
    private static final long LIMIT_SECONDS = 240;

    private final Path directory;

    /** @param directory where it is run */
    Launcher(Path directory) {
        this.directory = directory;
    }

    /** @param status the exit status */
    record Run(int status, String out, String err) {

        /** The last line of standard output. */
        JsonNode json() throws IOException {
            String[] lines = out.strip().split("\n");
            return new ObjectMapper().readTree(lines[lines.length - 1]);
        }

        /** What standard error says, without progress and warnings of the arithmetic. */
        List<String> complaints() {
            return err.lines().filter(line -> line.startsWith("filterfit: ")).toList();
        }
    }

    Run run(String... arguments) throws Exception {
        Path out = Files.createTempFile(directory, "out", ".txt");
        Path err = Files.createTempFile(directory, "err", ".txt");
        Process process = start(out, err, arguments);
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(
                    "filterfit " + String.join(" ", arguments) + " hangs; it said: " + Files.readString(err));
        }
        return new Run(process.exitValue(), text(out), text(err));
    }

    /** Starts it with output to files. */
    Process start(Path out, Path err, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(HOME.resolve("filterfit").toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("FILTERFIT_SKIP_BUILD", "true");
        return builder.start();
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    private static Path checkout() {
        Path directory = Path.of("").toAbsolutePath();
        while (directory != null && !Files.isExecutable(directory.resolve("filterfit"))) {
            directory = directory.getParent();
        }
        if (directory == null) {
            throw new IllegalStateException(
                    "no launcher lies above " + Path.of("").toAbsolutePath());
        }
        return directory;
    }
}

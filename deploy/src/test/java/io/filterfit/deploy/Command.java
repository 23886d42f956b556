package io.filterfit.deploy;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A program of this machine, run in the directory {@code deploy}; a test that needs one which is not installed is skipped. */
record Command(List<String> line) {

    record Result(int status, String output, String errors) {
        /** What it wrote, if it succeeded. */
        String succeeded() {
            if (status != 0) {
                throw new AssertionError("status " + status + ": " + errors);
            }
            return output;
        }
    }

    static Command of(String... line) {
        return new Command(List.of(line));
    }

    Result run(String input) {
        String program = line.get(0);
        assumeTrue(isInstalled(program), program + " is not installed");
        try {
            Path errors = Files.createTempFile("errors", ".txt");
            Process process =
                    new ProcessBuilder(line).redirectError(errors.toFile()).start();
            try (OutputStream in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Result result = new Result(process.waitFor(), output, Files.readString(errors));
            Files.delete(errors);
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static boolean isInstalled(String program) {
        if (program.contains("/")) {
            return Files.isExecutable(Path.of(program));
        }
        for (String directory : System.getenv("PATH").split(File.pathSeparator)) {
            if (Files.isExecutable(Path.of(directory, program))) {
                return true;
            }
        }
        return false;
    }
}

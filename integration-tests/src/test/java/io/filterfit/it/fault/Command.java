package io.filterfit.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The {@code filterfit} command, run as operators run it, against a bench. */
final class Command {

    private final Bench bench;

    Command(Bench bench) {
        this.bench = bench;
    }

    /** What it says with {@code --json}. */
    JsonNode json(String... arguments) throws Exception {
        var out = Files.createTempFile(bench.directory(), "out", ".txt");
        var err = Files.createTempFile(bench.directory(), "err", ".txt");
        List<String> command = new ArrayList<>();
        command.add(Path.of("../filterfit").toAbsolutePath().normalize().toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of(
                "--json", "--directory", bench.directory().resolve("stack").toString()));
        var builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("FILTERFIT_SKIP_BUILD", "true");
        var process = builder.start();
        assertThat(process.waitFor(90, TimeUnit.SECONDS)).as("it ends").isTrue();
        assertThat(process.exitValue()).as(Files.readString(err)).isZero();
        var lines = Files.readString(out).strip().split("\n");
        return new ObjectMapper().readTree(lines[lines.length - 1]);
    }
}

package io.filterfit.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * PyTorch in eager mode, with the networks and the timing of {@code benchmarks/src/main/python}.
 *
 * @param python an interpreter that has it
 */
record PyTorch(String python, Path script) {

    /** Looks for it, and installs it below the build's directory if it is not there; says in one line why there is none. */
    static Optional<PyTorch> find(Path benchmarks) throws IOException, InterruptedException {
        Process search = new ProcessBuilder(
                        benchmarks.resolve("pytorch-python.sh").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String python = new String(search.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (search.waitFor() != 0) {
            System.err.println("PyTorch is not to be had here, so it is left out");
            return Optional.empty();
        }
        return Optional.of(new PyTorch(python, benchmarks.resolve("src/main/python/pytorch_throughput.py")));
    }

    /** Whether the script has this network. */
    static boolean knows(String architecture) {
        return architecture.startsWith("resnet-");
    }

    List<String> command(String architecture, int batch, int threads, int steps, String... flags) {
        List<String> command = new ArrayList<>(List.of(python, script.toString(), architecture));
        command.addAll(List.of("--batch", Integer.toString(batch)));
        command.addAll(List.of("--threads", Integer.toString(threads)));
        command.addAll(List.of("--steps", Integer.toString(steps)));
        command.addAll(Arrays.asList(flags));
        return command;
    }
}

package io.filterfit.benchmarks.scale;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Torch-Pruning, in a Python of its own.
 *
 * @param python an interpreter that has it
 */
record TorchPruning(String python, Path script) {

    /** What it took, and on what. */
    record Times(List<Double> seconds, String setup) {}

    /** Looks for it and tries to install it; says in one line where there is none. */
    static Optional<TorchPruning> find(Path benchmarks) throws IOException, InterruptedException {
        Process search = new ProcessBuilder(
                        benchmarks.resolve("pytorch-python.sh").toString(), "torch-pruning")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String python = new String(search.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (search.waitFor() != 0) {
            System.err.println("Torch-Pruning is not to be had here, so it is left out");
            return Optional.empty();
        }
        return Optional.of(new TorchPruning(python, benchmarks.resolve("src/main/python/torch_pruning_speed.py")));
    }

    /** @throws IOException if it fails */
    Times measure(String network, int warmups, int times) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        python, script.toString(), network, Integer.toString(warmups), Integer.toString(times))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("Torch-Pruning failed at " + network);
        }
        List<String> lines = output.lines().toList();
        double[] seconds = Arrays.stream(lines.get(0).split(" "))
                .mapToDouble(Double::parseDouble)
                .sorted()
                .toArray();
        return new Times(Arrays.stream(seconds).boxed().toList(), lines.get(1));
    }
}

package io.filterfit.benchmarks.fuzz;

import io.filterfit.benchmarks.JsonFiles;
import io.filterfit.nd4j.NativeRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.io.FileUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Reads mutations of all specimens; fails if one of them ends in anything but a network or a typed error. */
@Command(
        name = "benchmarks/fuzz.sh",
        mixinStandardHelpOptions = true,
        description = {
            "Reads broken model files of every format and writes docs/results/records/fuzz and docs/results/fuzz.md. Ends with status 1 if",
            "one of them ends in anything but a network or a typed error, or takes more than 10 seconds."
        })
final class FuzzBenchmark implements Callable<Integer> {

    @Option(names = "--mutations", defaultValue = "10000", description = "Of each format (${DEFAULT-VALUE}).")
    private int mutations;

    @Option(names = "--seed", defaultValue = "1", description = "Of the first mutation (${DEFAULT-VALUE}).")
    private long seed;

    private final Path home;

    FuzzBenchmark(Path home) {
        this.home = home;
    }

    public static void main(String[] arguments) {
        FuzzBenchmark benchmark = new FuzzBenchmark(Path.of(System.getProperty("filterfit.home", "")));
        System.exit(new CommandLine(benchmark).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        NativeRuntime.start();
        List<Specimen> specimens = Specimen.all(home);
        FuzzRecord[] records = new FuzzRecord[specimens.size()];
        Path scratch = Files.createTempDirectory("filterfit-fuzz");
        try {
            for (int i = 0; i < records.length; i++) {
                records[i] = new FuzzRun(scratch).of(specimens.get(i), mutations, seed);
                JsonFiles.write(home.resolve("docs/results/records/fuzz/" + i + ".json"), records[i]);
                System.out.println(row(records[i]));
                records[i].failures().forEach(System.out::println);
            }
        } finally {
            FileUtils.deleteDirectory(scratch.toFile());
        }
        Files.writeString(home.resolve("docs/results/fuzz.md"), page(List.of(records)));
        return IntStream.range(0, records.length)
                        .allMatch(i -> records[i].failures().isEmpty())
                ? 0
                : 1;
    }

    private static String page(List<FuzzRecord> records) {
        return """
                # Broken model files

                <!-- Written by benchmarks/fuzz.sh from records/fuzz. -->

                A sound model of each format is broken in as many ways: bits, bytes and numbers changed, stretches cut out, repeated or cut off, in the file or
                in what a zip's entry holds. Each is read within limits of 8 MiB a file and 64 MiB of tensors. *Failed* are those that ended in anything but a network
                or an error with its reason, or took more than 10 s.

                | format | mutations | first seed | read | refused | failed | slowest, s |
                |---|---|---|---|---|---|---|
                """
                + records.stream().map(FuzzBenchmark::row).collect(Collectors.joining("\n"))
                + "\n\nMade by `benchmarks/fuzz.sh`.\n";
    }

    private static String row(FuzzRecord record) {
        String refused = record.refused().entrySet().stream()
                .map(reason -> reason.getValue() + " " + reason.getKey())
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %d | %,d | %s | %d | %.2f |",
                record.format(),
                record.mutations(),
                record.seed(),
                record.read(),
                refused,
                record.failures().size(),
                record.slowest());
    }
}

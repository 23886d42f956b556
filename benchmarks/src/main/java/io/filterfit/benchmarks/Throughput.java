package io.filterfit.benchmarks;

import io.filterfit.benchmarks.ThroughputRecord.Run;
import io.filterfit.nd4j.NativeRuntime;
import io.filterfit.spec.CompressionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Training and inference throughput, side by side in the same run. */
@Command(
        name = "benchmarks/throughput.sh",
        mixinStandardHelpOptions = true,
        description = {
            "Measures images per second of FilterFit beside PyTorch and stock Deeplearning4j, and writes docs/results/throughput.md.",
            "PyTorch is that of the Python which FILTERFIT_BENCHMARK_PYTHON names, else the system's, else installed with pip below"
                    + " benchmarks/target; where there is none, it is left out."
        })
final class Throughput implements Callable<Integer> {

    private static final int IMAGES_PER_FILE = 512;
    private static final long LIMIT_SECONDS = 900;

    @Option(
            names = "--architecture",
            paramLabel = "NAME",
            defaultValue = "resnet-20,resnet-56,resnet-20-projection",
            split = ",",
            description = "${DEFAULT-VALUE}")
    private List<String> architectures;

    @Option(
            names = "--entrant",
            paramLabel = "NAME",
            split = ",",
            description = "Only these of ${COMPLETION-CANDIDATES} (all).")
    private List<Entrant> entrants = List.of(Entrant.values());

    @Option(names = "--batch", defaultValue = "128", description = "${DEFAULT-VALUE}")
    private int batch;

    @Option(names = "--threads", description = "Of each (as FilterFit's services choose them).")
    private Integer threads;

    @Option(names = "--rounds", defaultValue = "3", description = "${DEFAULT-VALUE}")
    private int rounds;

    @Option(names = "--steps", defaultValue = "20", description = "Measured steps a round (${DEFAULT-VALUE}).")
    private int steps;

    @Option(
            names = "--stock-steps",
            defaultValue = "3",
            description = "Measured steps of stock Deeplearning4j a round (${DEFAULT-VALUE}).")
    private int stockSteps;

    @Option(
            names = "--required-ratio",
            defaultValue = "7",
            description =
                    "Exit status 1 if FilterFit trains at less than this many times stock's rate (${DEFAULT-VALUE}).")
    private double requiredRatio;

    @Option(
            names = "--required-peer-training",
            defaultValue = "0.6",
            description =
                    "Exit status 1 if FilterFit trains at less than this many times PyTorch's rate (${DEFAULT-VALUE}).")
    private double requiredPeerTraining;

    @Option(
            names = "--required-peer-inference",
            defaultValue = "0.8",
            description = "The same of inference (${DEFAULT-VALUE}).")
    private double requiredPeerInference;

    @Option(
            names = "--append",
            description = "Add rounds to the records of this commit and machine instead of beginning anew.")
    private boolean append;

    @Option(names = "--pages-only", description = "Measure nothing; only write the page.")
    private boolean pagesOnly;

    @Option(
            names = "--results",
            paramLabel = "DIRECTORY",
            description = "Where the page and records/throughput go (docs/results).")
    private Path results;

    private final Path home;
    private final Run run;

    Throughput(Path home, String command) {
        this.home = home;
        this.run = new Run(Instant.now().truncatedTo(ChronoUnit.SECONDS), command);
    }

    public static void main(String[] arguments) {
        String command = ("benchmarks/throughput.sh " + String.join(" ", arguments)).strip();
        Path home = Path.of(System.getProperty("filterfit.home", ""));
        System.exit(commandLine(home, command).execute(arguments));
    }

    /** What a user can put right is told in one sentence; anything else is a defect, and shows where. */
    static CommandLine commandLine(Path home, String command) {
        return new CommandLine(new Throughput(home, command))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    if (failure instanceof IOException || failure instanceof CompressionException) {
                        line.getErr().println(failure.getMessage());
                        return line.getCommandSpec().exitCodeOnExecutionException();
                    }
                    throw failure;
                });
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        results = results == null ? home.resolve("docs/results") : results;
        List<String> missed = new ArrayList<>();
        if (!pagesOnly) {
            Requirements required = new Requirements(requiredRatio, requiredPeerTraining, requiredPeerInference);
            for (ThroughputRecord record : measureAll()) {
                System.out.println(ThroughputPage.section(record));
                missed.addAll(required.missed(record));
            }
        }
        writePage();
        missed.forEach(System.out::println);
        return missed.isEmpty() ? 0 : 1;
    }

    private List<ThroughputRecord> measureAll() throws IOException, InterruptedException {
        Path scratch = Files.createTempDirectory("filterfit-throughput");
        try {
            RandomImages.write(scratch, IMAGES_PER_FILE);
            Optional<PyTorch> pyTorch = entrants.stream().anyMatch(Entrant::isPeer)
                    ? PyTorch.find(home.resolve("benchmarks"))
                    : Optional.empty();
            Contenders contenders = new Contenders(
                    scratch, batch, threads == null ? NativeRuntime.threads() : threads, steps, stockSteps, pyTorch);
            List<ThroughputRecord> records = new ArrayList<>();
            for (String architecture : architectures) {
                records.add(measure(architecture, contenders));
            }
            return records;
        } finally {
            FileUtils.deleteDirectory(scratch.toFile());
        }
    }

    /** Keeps the record after every round, so that a run that is interrupted can be appended to. */
    private ThroughputRecord measure(String architecture, Contenders contenders)
            throws IOException, InterruptedException {
        Path file = records().resolve(architecture + ".json");
        Optional<ThroughputRecord> before = append ? JsonFiles.read(file, ThroughputRecord.class) : Optional.empty();
        ThroughputRecord measured = new ThroughputRecord(
                Machine.current(), System.getProperty("filterfit.commit", "unknown"), architecture, batch, run);
        ThroughputRecord record = measured;
        for (int round = 1; round <= rounds; round++) {
            for (Entrant entrant : entrants) {
                Optional<Contender> contender = contenders.of(entrant, architecture);
                if (contender.isPresent()) {
                    Rate rate = contender.get().run(LIMIT_SECONDS);
                    System.err.printf(
                            Locale.ROOT,
                            "%s, round %d  %-22s training %7.1f  inference %7.1f images/s%n",
                            architecture,
                            round,
                            entrant,
                            rate.training(),
                            rate.inference());
                    measured.add(entrant, rate);
                }
            }
            record = before.isPresent() ? before.get().followedBy(measured) : measured;
            JsonFiles.write(file, record);
        }
        return record;
    }

    private Path records() {
        return results.resolve("records/throughput");
    }

    private void writePage() throws IOException {
        List<ThroughputRecord> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(records())) {
            for (Path file : files.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                JsonFiles.read(file, ThroughputRecord.class).ifPresent(all::add);
            }
        }
        Path page = results.resolve("throughput.md");
        Files.writeString(page, ThroughputPage.markdown(all));
        System.out.println("wrote " + page);
    }
}

package io.filterfit.benchmarks.scale;

import io.filterfit.benchmarks.JsonFiles;
import io.filterfit.benchmarks.Machine;
import io.filterfit.nd4j.NativeRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures all subjects, beside Torch-Pruning where it is to be had. */
@Command(
        name = "benchmarks/scale.sh",
        mixinStandardHelpOptions = true,
        description = {
            "Measures groups, analysis, plan and surgery, and writes docs/results/records/scale and docs/results/scale.md."
        })
final class ScaleBenchmark implements Callable<Integer> {

    @Option(names = "--subject", paramLabel = "NAME", split = ",", description = "Only these.")
    private List<String> names = List.of();

    @Option(names = "--warmups", defaultValue = "5", description = "${DEFAULT-VALUE}")
    private int warmups;

    @Option(names = "--times", defaultValue = "11", description = "${DEFAULT-VALUE}")
    private int times;

    @Option(names = "--page-only", description = "Measure nothing; only write the page.")
    private boolean pageOnly;

    private final Path home;

    ScaleBenchmark(Path home) {
        this.home = home;
    }

    public static void main(String[] arguments) {
        ScaleBenchmark benchmark = new ScaleBenchmark(Path.of(System.getProperty("filterfit.home", "")));
        System.exit(new CommandLine(benchmark).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!pageOnly) {
            measure();
        }
        Path page = home.resolve("docs/results/scale.md");
        Files.writeString(page, new ScalePage(records()).markdown());
        System.out.println("wrote " + page);
        return 0;
    }

    private void measure() throws IOException, InterruptedException {
        NativeRuntime.start();
        Optional<TorchPruning> peer = TorchPruning.find(home.resolve("benchmarks"));
        for (Subject subject : Subject.ALL) {
            if (names.isEmpty() || names.contains(subject.name())) {
                ScaleRecord record = measure(subject, peer);
                JsonFiles.write(file(subject), record);
                System.out.printf(
                        Locale.ROOT, "%s: %.3f s%n", record.what(), record.own().median());
            }
        }
    }

    private ScaleRecord measure(Subject subject, Optional<TorchPruning> torch)
            throws IOException, InterruptedException {
        Measurement own = Measurement.of(warmups, times, subject.work().get());
        TorchPruning.Times peer = torch.isPresent() && subject.peer() != null
                ? torch.get().measure(subject.peer(), warmups, times)
                : null;
        return new ScaleRecord(
                subject.name(),
                subject.what(),
                Instant.now(),
                Machine.current(),
                own,
                peer == null ? null : peer.seconds(),
                peer == null ? null : peer.setup());
    }

    private Path file(Subject subject) {
        return home.resolve("docs/results/records/scale").resolve(subject.name() + ".json");
    }

    private List<ScaleRecord> records() throws IOException {
        List<ScaleRecord> records = new ArrayList<>();
        for (Subject subject : Subject.ALL) {
            JsonFiles.read(file(subject), ScaleRecord.class).ifPresent(records::add);
        }
        return records;
    }
}

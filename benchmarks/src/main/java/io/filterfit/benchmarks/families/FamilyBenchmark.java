package io.filterfit.benchmarks.families;

import ai.onnxruntime.OrtException;
import io.filterfit.benchmarks.JsonFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Cuts all families by several targets and writes what came of it. */
@Command(
        name = "benchmarks/families.sh",
        mixinStandardHelpOptions = true,
        description = {
            "Takes families of networks from ONNX to smaller ONNX, compares with ONNX Runtime at both ends, and writes",
            "docs/results/records/families and docs/results/families.md."
        })
final class FamilyBenchmark implements Callable<Integer> {

    @Option(names = "--family", paramLabel = "NAME", split = ",", description = "Only these.")
    private List<String> names = List.of();

    @Option(names = "--flops-reduction", defaultValue = "0.3,0.5,0.7", split = ",", description = "${DEFAULT-VALUE}")
    private List<Double> targets;

    @Option(names = "--page-only", description = "Cut nothing; only write the page.")
    private boolean pageOnly;

    private final Path results;

    FamilyBenchmark(Path home) {
        this.results = home.resolve("docs/results");
    }

    public static void main(String[] arguments) {
        FamilyBenchmark benchmark = new FamilyBenchmark(Path.of(System.getProperty("filterfit.home", "")));
        System.exit(new CommandLine(benchmark).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, OrtException {
        if (!pageOnly) {
            run();
        }
        Path page = results.resolve("families.md");
        Files.writeString(page, new FamilyPage(records()).markdown());
        System.out.println("wrote " + page);
        return 0;
    }

    private void run() throws IOException, OrtException {
        Path scratch = Files.createTempDirectory("filterfit-families");
        try {
            FamilyRun run = new FamilyRun(scratch);
            for (Family family : Family.ALL) {
                if (names.isEmpty() || names.contains(family.name())) {
                    for (double target : targets) {
                        FamilyRecord record = run.of(family, target);
                        JsonFiles.write(records(record.file()), record);
                        System.out.println(sentence(record));
                    }
                }
            }
        } finally {
            FileUtils.deleteDirectory(scratch.toFile());
        }
    }

    private static String sentence(FamilyRecord record) {
        return String.format(
                Locale.ROOT,
                "%s: %.1f %% fewer FLOPs; differences %.0e at import, %.0e at the cut, %.0e at export",
                record.family(),
                100 * record.before().flopsReduction(record.after()),
                record.imported(),
                record.equivalence(),
                record.exported());
    }

    private Path records(String file) {
        return results.resolve("records/families").resolve(file);
    }

    private List<FamilyRecord> records() throws IOException {
        List<FamilyRecord> records = new ArrayList<>();
        try (Stream<Path> files = Files.list(records(""))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".json")).toList()) {
                JsonFiles.read(file, FamilyRecord.class).ifPresent(records::add);
            }
        }
        List<String> order = Family.ALL.stream().map(Family::name).toList();
        records.sort(Comparator.comparing((FamilyRecord record) -> order.indexOf(record.family()))
                .thenComparing(FamilyRecord::flopsReduction));
        return records;
    }
}

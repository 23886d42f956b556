package io.filterfit.benchmarks.criteria;

import io.filterfit.spec.CompressionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the cells that have no record yet, then writes pages and plots of all records. */
@Command(
        name = "benchmarks/criteria.sh",
        mixinStandardHelpOptions = true,
        description = {
            "Compares the criteria on the studies in benchmarks/studies: runs the cells that have no record in"
                    + " docs/results/records/criteria yet, then writes docs/results/criteria-*.",
            "It may be interrupted at any time; it goes on where it was."
        })
final class CriteriaBenchmark implements Callable<Integer> {

    @Option(names = "--study", paramLabel = "NAME", description = "Only this study, may be repeated (all).")
    private List<String> chosenStudies = List.of();

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            description = "Only one-shot, rounds or soft, may be repeated (all).")
    private List<String> modes = List.of();

    @Option(
            names = "--criterion",
            paramLabel = "NAME",
            description = "Only this criterion, named as in the commands of the pages, may be repeated (all).")
    private List<String> criteria = List.of();

    @Option(names = "--flops-reduction", paramLabel = "SHARE", description = "Only this target, may be repeated (all).")
    private List<Double> targets = List.of();

    @Option(names = "--seed", paramLabel = "N", description = "Only this seed, may be repeated (all).")
    private List<Long> seeds = List.of();

    @Option(names = "--pages-only", description = "Run nothing; only write the pages.")
    private boolean pagesOnly;

    private final Path home;
    private final Path results;
    private final List<StudyBench> studies = new ArrayList<>();

    CriteriaBenchmark(Path home) {
        this.home = home;
        this.results = home.resolve("docs/results");
    }

    public static void main(String[] arguments) {
        Path home = Path.of(System.getProperty("filterfit.home", ""));
        System.exit(commandLine(home).execute(arguments));
    }

    /** What a user can put right is told in one sentence; anything else is a defect, and shows where. */
    static CommandLine commandLine(Path home) {
        return new CommandLine(new CriteriaBenchmark(home)).setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof IOException || failure instanceof CompressionException) {
                command.getErr().println(failure.getMessage());
                return command.getCommandSpec().exitCodeOnExecutionException();
            }
            throw failure;
        });
    }

    @Override
    public Integer call() throws IOException {
        openStudies();
        if (!pagesOnly) {
            runCells();
        }
        writePages();
        return 0;
    }

    private void openStudies() throws IOException {
        RecordFiles records = new RecordFiles(results.resolve("records/criteria"));
        try (Stream<Path> files = Files.list(home.resolve("benchmarks/studies"))) {
            for (Path file : files.sorted().toList()) {
                if (chosenStudies.isEmpty() || chosenStudies.contains(Study.name(file))) {
                    studies.add(new StudyBench(home, file, records));
                }
            }
        }
        if (studies.isEmpty()) {
            throw new IOException("no study of " + chosenStudies + " is in benchmarks/studies");
        }
    }

    private void runCells() throws IOException {
        List<Task> open = openTasks();
        long began = System.nanoTime();
        for (int i = 0; i < open.size(); i++) {
            CellRecord record = open.get(i).bench().run(open.get(i).cell());
            double hours = (System.nanoTime() - began) / 3.6e12;
            System.out.printf(
                    Locale.ROOT,
                    "[%d/%d] %s: cut %.1f, recovered %.1f, trained %.1f, test %.2f %%; %.0f s; %.1f h left%n",
                    i + 1,
                    open.size(),
                    record.cell(),
                    100 * record.lastCut().afterCut(),
                    100 * record.lastCut().afterRecovery(),
                    100 * record.lastCut().afterTraining(),
                    100 * record.test().share(),
                    record.seconds(),
                    hours / (i + 1) * (open.size() - i - 1));
        }
    }

    private record Task(StudyBench bench, Cell cell) {}

    /** Seed by seed over all studies, so that what there is when it is interrupted can be compared. */
    private List<Task> openTasks() throws IOException {
        TreeSet<Long> all = new TreeSet<>();
        studies.forEach(bench -> all.addAll(bench.study().seeds()));
        List<Task> open = new ArrayList<>();
        for (long seed : all) {
            for (StudyBench bench : studies) {
                for (Cell cell : bench.cells(seed)) {
                    if (isChosen(cell) && bench.find(cell).isEmpty()) {
                        open.add(new Task(bench, cell));
                    }
                }
            }
        }
        return open;
    }

    private boolean isChosen(Cell cell) {
        return (modes.isEmpty() || modes.contains(cell.mode().code()))
                && (criteria.isEmpty() || criteria.contains(cell.criterionCode()))
                && (targets.isEmpty() || targets.contains(cell.flopsReduction()))
                && (seeds.isEmpty() || seeds.contains(cell.seed()));
    }

    private void writePages() throws IOException {
        try (Plots plots = new Plots()) {
            for (StudyBench bench : studies) {
                List<CellRecord> records = bench.records();
                if (!records.isEmpty()) {
                    writePage(bench, records, plots);
                }
            }
        }
    }

    private void writePage(StudyBench bench, List<CellRecord> records, Plots plots) throws IOException {
        String stem = "criteria-" + bench.name();
        Map<String, String> images = new StudyPlots(bench.name(), bench.study(), records, plots).all();
        for (Map.Entry<String, String> image : images.entrySet()) {
            Files.writeString(results.resolve(stem + "-" + image.getKey() + ".svg"), image.getValue());
        }
        Path page = results.resolve(stem + ".md");
        Files.writeString(page, new StudyPage(bench.name(), bench.study(), bench.baseline(), records).markdown());
        System.out.println("wrote " + page);
    }
}

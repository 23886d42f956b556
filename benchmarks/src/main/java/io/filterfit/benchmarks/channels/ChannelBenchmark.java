package io.filterfit.benchmarks.channels;

import io.filterfit.benchmarks.JsonFiles;
import io.filterfit.benchmarks.RandomImages;
import io.filterfit.dataset.Datasets;
import io.filterfit.dataset.ImageSplit;
import io.filterfit.spec.Scope;
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

/** Measures how much of the saving in FLOPs is one in time, by the multiple that kept filters come in. */
@Command(
        name = "benchmarks/channels.sh",
        mixinStandardHelpOptions = true,
        description = {
            "Cuts networks with several channel multiples, measures what of the saving in FLOPs is one in time, and",
            "writes docs/results/records/channels and docs/results/channel-multiple.md."
        })
final class ChannelBenchmark implements Callable<Integer> {

    private static final int IMAGES_PER_FILE = 64;

    @Option(
            names = "--architecture",
            paramLabel = "NAME",
            defaultValue = "resnet-8,resnet-20,vgg-16-bn",
            split = ",",
            description = "${DEFAULT-VALUE}")
    private List<String> architectures;

    @Option(names = "--scope", defaultValue = "inner", description = "inner or all (${DEFAULT-VALUE})")
    private Scope scope;

    @Option(names = "--flops-reduction", defaultValue = "0.35,0.5", split = ",", description = "${DEFAULT-VALUE}")
    private List<Double> targets;

    @Option(names = "--channel-multiple", defaultValue = "1,4,8,16", split = ",", description = "${DEFAULT-VALUE}")
    private List<Integer> multiples;

    @Option(
            names = "--passes",
            defaultValue = "40",
            description = "Measured passes of each network (${DEFAULT-VALUE}).")
    private int passes;

    @Option(names = "--page-only", description = "Measure nothing; only write the page.")
    private boolean pageOnly;

    private final Path results;

    ChannelBenchmark(Path home) {
        this.results = home.resolve("docs/results");
    }

    public static void main(String[] arguments) {
        ChannelBenchmark benchmark = new ChannelBenchmark(Path.of(System.getProperty("filterfit.home", "")));
        System.exit(new CommandLine(benchmark)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        if (!pageOnly) {
            measure();
        }
        Path page = results.resolve("channel-multiple.md");
        Files.writeString(page, new ChannelPage(records()).markdown());
        System.out.println("wrote " + page);
        return 0;
    }

    private void measure() throws IOException {
        Path scratch = Files.createTempDirectory("filterfit-channels");
        try {
            RandomImages.write(scratch, IMAGES_PER_FILE);
            ImageSplit images = new Datasets(scratch).open(scratch.toString()).test();
            ChannelRun run = new ChannelRun(images, passes);
            for (ChannelCell cell : cells()) {
                ChannelRecord record = run.of(cell);
                JsonFiles.write(recordsDirectory().resolve(cell.file()), record);
                System.out.println(sentence(record));
            }
        } finally {
            FileUtils.deleteDirectory(scratch.toFile());
        }
    }

    private List<ChannelCell> cells() {
        List<ChannelCell> cells = new ArrayList<>();
        for (String architecture : architectures) {
            for (double target : targets) {
                multiples.forEach(multiple -> cells.add(new ChannelCell(architecture, scope, target, multiple)));
            }
        }
        return cells;
    }

    private static String sentence(ChannelRecord record) {
        String cell =
                record.cell().architecture() + ", multiples of " + record.cell().channelMultiple();
        return record.impossible() != null
                ? cell + ": " + record.impossible()
                : String.format(
                        Locale.ROOT,
                        "%s: FLOPs down %.2fx, time down %.2fx, %.0f %% kept",
                        cell,
                        record.speedUp().flopsRatio(),
                        record.speedUp().timeRatio(),
                        100 * record.speedUp().shareKept());
    }

    private Path recordsDirectory() {
        return results.resolve("records/channels");
    }

    private List<ChannelRecord> records() throws IOException {
        List<ChannelRecord> records = new ArrayList<>();
        try (Stream<Path> files = Files.list(recordsDirectory())) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".json")).toList()) {
                JsonFiles.read(file, ChannelRecord.class).ifPresent(records::add);
            }
        }
        records.sort(
                Comparator.comparing((ChannelRecord record) -> record.cell().architecture())
                        .thenComparing(record -> record.cell().scope())
                        .thenComparing(record -> record.cell().flopsReduction())
                        .thenComparing(record -> record.cell().channelMultiple()));
        return records;
    }
}

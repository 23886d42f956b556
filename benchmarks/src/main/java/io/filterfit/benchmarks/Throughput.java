package io.filterfit.benchmarks;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.filterfit.model.zoo.Zoo;
import io.filterfit.model.zoo.ZooOptions;
import io.filterfit.nd4j.ChildJvm;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Training and inference throughput, FilterFit's beside stock Deeplearning4j's, in the same run. */
@Command(
        name = "throughput",
        mixinStandardHelpOptions = true,
        description = "Measures images per second of FilterFit beside stock Deeplearning4j.")
final class Throughput implements Callable<Integer> {

    private static final String STOCK = "Deeplearning4j, stock";
    private static final String OURS = "FilterFit";
    private static final int IMAGES_PER_FILE = 512;
    private static final long LIMIT_SECONDS = 900;

    @Option(names = "--architecture", defaultValue = "resnet-20-projection", description = "${DEFAULT-VALUE}")
    private String architecture;

    @Option(names = "--batch", defaultValue = "128", description = "${DEFAULT-VALUE}")
    private int batch;

    @Option(names = "--rounds", defaultValue = "3", description = "${DEFAULT-VALUE}")
    private int rounds;

    @Option(
            names = "--stock-steps",
            defaultValue = "3",
            description = "Measured steps of stock a round (${DEFAULT-VALUE}).")
    private int stockSteps;

    @Option(
            names = "--required-ratio",
            defaultValue = "7",
            description =
                    "Exit status 1 if FilterFit trains at less than this many times stock's rate (${DEFAULT-VALUE}).")
    private double requiredRatio;

    @Option(names = "--record", description = "A file that the run's record is written to, as JSON.")
    private Path record;

    private final String command;

    private Throughput(String command) {
        this.command = command;
    }

    public static void main(String[] arguments) {
        String command = ("benchmarks/throughput.sh " + String.join(" ", arguments)).strip();
        System.exit(new CommandLine(new Throughput(command)).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path scratch = Files.createTempDirectory("filterfit-throughput");
        try {
            ThroughputRecord measured = measure(contenders(scratch));
            System.out.println(measured.table());
            if (record != null) {
                write(measured);
            }
            double ratio = measured.training(OURS) / measured.training(STOCK);
            System.out.printf("FilterFit trains %.1f times as fast as stock Deeplearning4j%n", ratio);
            return ratio >= requiredRatio ? 0 : 1;
        } finally {
            FileUtils.deleteDirectory(scratch.toFile());
        }
    }

    private ThroughputRecord measure(List<Contender> contenders) throws IOException, InterruptedException {
        ThroughputRecord measured = new ThroughputRecord(command, architecture, batch);
        for (int round = 1; round <= rounds; round++) {
            for (Contender contender : contenders) {
                Rate rate = contender.run(LIMIT_SECONDS);
                System.err.printf(
                        "round %d  %-24s training %7.1f  inference %7.1f images/s%n",
                        round, contender.name(), rate.training(), rate.inference());
                measured.add(contender.name(), rate);
            }
        }
        return measured;
    }

    private List<Contender> contenders(Path scratch) throws IOException {
        RandomImages.write(scratch, IMAGES_PER_FILE);
        File network = scratch.resolve("network.zip").toFile();
        Zoo.build(architecture, ZooOptions.CIFAR10.withLayout(CNN2DFormat.NCHW))
                .graph()
                .save(network, false);
        List<String> allocator = List.of("LD_PRELOAD", "MALLOC_CONF");
        List<String> stock = java(
                classPath(entry -> !entry.contains("pruning-core")),
                List.of(),
                StockDeeplearning4j.class,
                network.toString(),
                Integer.toString(batch),
                Integer.toString(stockSteps));
        List<String> ours = java(
                classPath(entry -> true),
                ChildJvm.arguments(),
                FilterFitTraining.class,
                architecture,
                Integer.toString(batch),
                scratch.toString());
        return List.of(
                new Contender(STOCK, stock, Map.of(), allocator),
                new Contender(OURS, ours, ChildJvm.environment(), List.of()));
    }

    private static String classPath(java.util.function.Predicate<String> entries) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entries)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static List<String> java(String classPath, List<String> options, Class<?> main, String... arguments) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(options);
        words.addAll(List.of("-Xmx2g", "-cp", classPath, main.getName()));
        Stream.of(arguments).forEach(words::add);
        return words;
    }

    private void write(ThroughputRecord measured) throws IOException {
        JsonMapper json =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        ObjectNode node = json.createObjectNode();
        node.put("time", measured.time().toString());
        node.put("command", measured.command());
        node.set("machine", json.valueToTree(measured.machine()));
        node.put("architecture", measured.architecture());
        node.put("batch", measured.batch());
        node.set("imagesPerSecond", json.valueToTree(measured.rounds()));
        Files.createDirectories(record.toAbsolutePath().getParent());
        json.writeValue(record.toFile(), node);
    }
}

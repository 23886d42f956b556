package io.filterfit.benchmarks.load;

import io.filterfit.benchmarks.JsonFiles;
import io.filterfit.benchmarks.Machine;
import io.filterfit.benchmarks.criteria.Plots;
import io.filterfit.contracts.Topic;
import io.filterfit.model.Networks;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.Criterion;
import io.filterfit.spec.Scope;
import io.filterfit.spec.Target;
import io.filterfit.spec.TrainingSpec;
import io.filterfit.stack.ServiceName;
import io.filterfit.store.ArtifactStore;
import io.filterfit.store.StoreLayout;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.commons.io.FileUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the jobs, writes a record and the page; fails if a job is lost or ends twice. */
@Command(
        name = "benchmarks/load.sh",
        mixinStandardHelpOptions = true,
        description = {
            "Queues tiny jobs through the four services on this machine, then sends some at half the rate that they went through at, and writes",
            "a record into docs/results/records/load, and of all records docs/results/load.md and docs/scaling.md. Ends with status 1 if a job has no outcome, or more than one."
        })
final class LoadBenchmark implements Callable<Integer> {

    private static final String RECORDS = "docs/results/records/load";

    @Option(names = "--jobs", defaultValue = "500", description = "Queued at once (${DEFAULT-VALUE}).")
    private int jobs;

    @Option(names = "--paced", defaultValue = "200", description = "Sent at half the rate (${DEFAULT-VALUE}).")
    private int paced;

    @Option(
            names = "--warm-up",
            defaultValue = "50",
            description =
                    "Jobs before, at least one, that count for nothing but what they leave in the store (${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(names = "--epochs", defaultValue = "1", description = "Of each job's training (${DEFAULT-VALUE}).")
    private int epochs;

    @Option(
            names = "--demo-epochs",
            defaultValue = "0",
            description = "Run the demo's job too, with so many epochs of CIFAR-10 (${DEFAULT-VALUE}: not at all).")
    private int demoEpochs;

    @Option(names = "--page", description = "Only write the page and the plots again.")
    private boolean pageOnly;

    private final Path home;
    private String command = "benchmarks/load.sh";

    LoadBenchmark(Path home) {
        this.home = home;
    }

    public static void main(String[] arguments) {
        LoadBenchmark benchmark = new LoadBenchmark(Path.of(System.getProperty("filterfit.home", "")));
        benchmark.command = ("benchmarks/load.sh " + String.join(" ", arguments)).strip();
        System.exit(new CommandLine(benchmark).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Path records = home.resolve(RECORDS);
        if (!pageOnly) {
            if (warmUp < 1) {
                throw new CommandLine.ParameterException(
                        new CommandLine(this), "--warm-up is " + warmUp + "; it must be 1 or more");
            }
            LoadRecord run = run(demoEpochs == 0 ? null : DemoJob.run(home, demoEpochs));
            JsonFiles.write(records.resolve(run.commit() + ".json"), run);
        }
        LoadRecords all = LoadRecords.read(records);
        Path results = home.resolve("docs/results");
        Files.writeString(results.resolve("load.md"), new LoadPage(all).markdown());
        Files.writeString(home.resolve("docs/scaling.md"), new ScalingPage(all.latest()).markdown());
        try (Plots plots = new Plots()) {
            Files.writeString(results.resolve("load-memory.svg"), new MemoryPlot(all.largest()).svg(plots));
        }
        LoadRecord latest = all.latest();
        return sound(latest.saturated()) && sound(latest.paced()) ? 0 : 1;
    }

    private static boolean sound(LoadRecord.Phase phase) {
        return phase.completed() == phase.jobs();
    }

    /** @param demo the demo's job, run before; null if it was not to be run */
    private LoadRecord run(LoadRecord.Demo demo) throws Exception {
        double loadBefore = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        Path directory = Files.createTempDirectory("filterfit-load");
        TinyData.write(directory.resolve("datasets").resolve(TinyData.NAME));
        var network = TinyData.network();
        Path model = directory.resolve("tiny.zip");
        Networks.write(network, model);
        try (var pipeline = Pipeline.ofTinyJobs(directory.resolve("stack"), directory.resolve("datasets"));
                var traffic = new Traffic(pipeline.stack().connection().bootstrapServers());
                var memory = new Memory(pipeline.stack(), jobs > 2_000 ? 10 : 2)) {
            var run = new LoadRun(pipeline, traffic, pipeline.store().keep(model, "models"), spec());
            run.saturated("warm-up", warmUp);
            var left = Left.by(warmUp, pipeline.store());
            var before = new Volume(traffic, memory);
            var saturated = run.saturated("saturated", jobs);
            var perJob = new Volume(traffic, memory).since(before, jobs, left);
            System.out.printf("%.2f jobs a second%n", saturated.jobsPerSecond());
            var evenly = run.paced("paced", paced, saturated.jobsPerSecond() / 2);
            return new LoadRecord(
                    Instant.now().truncatedTo(ChronoUnit.SECONDS),
                    commit(),
                    command,
                    Machine.current(),
                    loadBefore,
                    network.graph().numParams(),
                    epochs,
                    saturated,
                    evenly,
                    perJob,
                    memory.samples(),
                    demo);
        } finally {
            FileUtils.deleteDirectory(directory.toFile());
        }
    }

    /**
     * What a job leaves in the store: of the jobs to warm up, for the embedded store takes seconds to list a thousand objects once it has many.
     */
    private record Left(double objects, double bytes) {
        static Left by(int jobs, ArtifactStore store) {
            long[] all = new long[2];
            store.forEach(StoreLayout.JOBS, object -> {
                all[0]++;
                all[1] += object.size();
            });
            return new Left((double) all[0] / jobs, (double) all[1] / jobs);
        }
    }

    /** What broker and store have been given so far. */
    private static final class Volume {

        private final Map<String, long[]> messages;
        private final Map<String, Double> requests = new TreeMap<>();

        Volume(Traffic traffic, Memory memory) throws IOException, InterruptedException {
            messages = traffic.volume();
            for (var method : new String[] {"GET", "HEAD", "PUT", "POST", "DELETE"}) {
                double sum = 0;
                for (var service : ServiceName.stages()) {
                    sum += memory.metric(
                            service,
                            "filterfit_store_requests_seconds_count",
                            line -> line.contains("method=\"" + method + "\""));
                }
                requests.put(method, sum);
            }
        }

        LoadRecord.PerJob since(Volume before, int jobs, Left left) {
            Map<String, Double> events = new TreeMap<>();
            Map<String, Double> bytes = new TreeMap<>();
            for (var topic : Topic.values()) {
                long[] now = messages.getOrDefault(topic.topicName(), new long[2]);
                long[] then = before.messages.getOrDefault(topic.topicName(), new long[2]);
                events.put(topic.topicName(), (now[0] - then[0]) / (double) jobs);
                bytes.put(topic.topicName(), (now[1] - then[1]) / (double) jobs);
            }
            return new LoadRecord.PerJob(
                    events,
                    bytes,
                    requests.entrySet().stream()
                            .collect(Collectors.toMap(
                                    Map.Entry::getKey,
                                    now -> (now.getValue() - before.requests.get(now.getKey())) / jobs,
                                    (one, other) -> one,
                                    TreeMap::new)),
                    left.objects(),
                    left.bytes());
        }
    }

    private CompressionSpec spec() {
        return new CompressionSpec(
                TinyData.NAME,
                new Target.FlopsReduction(0.3),
                Criterion.DistributionFitting.ofLiving(),
                Scope.ALL,
                1,
                1,
                1,
                true,
                new TrainingSpec(epochs, 8, 0.01, 0.9, 1e-4, 0, false, TinyData.VALIDATION_IMAGES),
                1);
    }

    private String commit() throws IOException, InterruptedException {
        var git = new ProcessBuilder("git", "-C", home.toString(), "describe", "--always", "--dirty", "--abbrev=7")
                .start();
        return new String(git.getInputStream().readAllBytes()).strip();
    }
}

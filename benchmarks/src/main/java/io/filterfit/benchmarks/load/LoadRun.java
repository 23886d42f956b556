package io.filterfit.benchmarks.load;

import io.filterfit.contracts.ArtifactReference;
import io.filterfit.contracts.Stage;
import io.filterfit.spec.CompressionSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/** Sends jobs and waits for what becomes of them. */
final class LoadRun {

    /** Without an outcome for so long, those that are missing are lost. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Pipeline pipeline;
    private final Traffic traffic;
    private final ArtifactReference model;
    private final CompressionSpec spec;

    LoadRun(Pipeline pipeline, Traffic traffic, ArtifactReference model, CompressionSpec spec) {
        this.pipeline = pipeline;
        this.traffic = traffic;
        this.model = model;
        this.spec = spec;
    }

    /** Queues all jobs at once. */
    LoadRecord.Phase saturated(String name, int jobs) throws InterruptedException {
        var ids = ids(name, jobs);
        ids.forEach(id -> pipeline.request(id, model, spec));
        pipeline.flush();
        return outcome(ids);
    }

    /** Sends jobs in equal distances. */
    LoadRecord.Phase paced(String name, int jobs, double jobsPerSecond) throws InterruptedException {
        var ids = ids(name, jobs);
        long start = System.nanoTime();
        for (int i = 0; i < jobs; i++) {
            TimeUnit.NANOSECONDS.sleep(start + (long) (i * 1e9 / jobsPerSecond) - System.nanoTime());
            pipeline.request(ids.get(i), model, spec);
        }
        pipeline.flush();
        return outcome(ids);
    }

    private LoadRecord.Phase outcome(List<String> ids) throws InterruptedException {
        long ended = 0;
        var lastChange = Instant.now();
        while (ended < ids.size() && Instant.now().isBefore(lastChange.plus(PATIENCE))) {
            TimeUnit.MILLISECONDS.sleep(200);
            long now = traffic.ended(ids);
            if (now != ended) {
                lastChange = Instant.now();
                if (now / 100 != ended / 100) {
                    System.out.println(now + " of " + ids.size() + " jobs have ended");
                }
            }
            ended = now;
        }
        // What is told twice, and differently, would come now.
        TimeUnit.SECONDS.sleep(2);
        return phase(ids.stream().map(traffic::job).toList());
    }

    private static LoadRecord.Phase phase(List<Traffic.JobTimes> jobs) {
        var ended = jobs.stream().filter(Traffic.JobTimes::ended).toList();
        long first =
                jobs.stream().mapToLong(Traffic.JobTimes::requestedAt).min().orElseThrow();
        long last = ended.stream().mapToLong(Traffic.JobTimes::endedAt).max().orElseThrow();
        Map<String, LoadRecord.Millis> handOvers = new LinkedHashMap<>();
        Map<String, Double> work = new LinkedHashMap<>();
        List<Double> all = new ArrayList<>();
        for (var stage : Stage.values()) {
            var waits = values(ended, stage, Traffic.JobTimes::handOvers);
            all.addAll(waits);
            handOvers.put(stage.label(), millis(waits));
            work.put(stage.label(), quantile(values(ended, stage, Traffic.JobTimes::work), 50));
        }
        return new LoadRecord.Phase(
                jobs.size(),
                count(jobs, job -> job.outcomes() == 1 && !job.failed()),
                count(jobs, job -> job.outcomes() == 1 && job.failed()),
                count(jobs, job -> job.outcomes() == 0),
                count(jobs, job -> job.outcomes() > 1),
                (last - first) / 1e3,
                handOvers,
                millis(all),
                millis(ended.stream()
                        .map(job -> (double) (job.endedAt() - job.requestedAt()))
                        .toList()),
                work);
    }

    private static List<Double> values(
            List<Traffic.JobTimes> jobs, Stage stage, Function<Traffic.JobTimes, Map<Stage, Double>> of) {
        return jobs.stream()
                .map(of)
                .filter(all -> all.containsKey(stage))
                .map(all -> all.get(stage))
                .toList();
    }

    private static int count(List<Traffic.JobTimes> jobs, Predicate<Traffic.JobTimes> what) {
        return (int) jobs.stream().filter(what).count();
    }

    static LoadRecord.Millis millis(Collection<Double> values) {
        return new LoadRecord.Millis(quantile(values, 50), quantile(values, 99), quantile(values, 100));
    }

    private static double quantile(Collection<Double> values, double percent) {
        var quantile = new Percentile();
        quantile.setData(
                DoubleStream.of(values.stream().mapToDouble(Double::doubleValue).toArray())
                        .toArray());
        return values.isEmpty() ? Double.NaN : quantile.evaluate(percent);
    }

    private static List<String> ids(String name, int jobs) {
        return IntStream.range(0, jobs)
                .mapToObj(i -> "%s-%05d".formatted(name, i))
                .toList();
    }
}

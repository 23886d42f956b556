package io.filterfit.benchmarks.fuzz;

import io.filterfit.benchmarks.Machine;
import io.filterfit.model.Networks;
import io.filterfit.model.ReadLimits;
import io.filterfit.spec.CompressionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads mutations of a specimen, each within a time. */
final class FuzzRun {

    /** What a service that takes small networks would allow. */
    private static final ReadLimits LIMITS = new ReadLimits(8 << 20, 16, 64 << 20, 200, 4 << 20, 1_000);

    private static final int SECONDS = 10;

    private final Path directory;
    private final Map<String, Integer> refused = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private int read;

    FuzzRun(Path directory) {
        this.directory = directory;
    }

    FuzzRecord of(Specimen specimen, int mutations, long seed) throws IOException, InterruptedException {
        Mutator mutator = new Mutator(specimen.content());
        Path file = directory.resolve("mutation");
        ExecutorService reader = Executors.newSingleThreadExecutor();
        double slowest = 0;
        try {
            for (int i = 0; i < mutations; i++) {
                Files.write(file, mutator.mutation(seed + i));
                long start = System.nanoTime();
                Future<?> reading = reader.submit(() -> Networks.read(file, LIMITS));
                if (!ended(reading, seed + i)) {
                    break; // its thread is lost
                }
                slowest = Math.max(slowest, (System.nanoTime() - start) / 1e9);
            }
        } finally {
            reader.shutdownNow();
        }
        return new FuzzRecord(
                specimen.format(), Instant.now(), Machine.current(), mutations, seed, read, refused, failures, slowest);
    }

    private boolean ended(Future<?> reading, long seed) throws InterruptedException {
        try {
            reading.get(SECONDS, TimeUnit.SECONDS);
            read++;
        } catch (TimeoutException e) {
            failures.add("seed " + seed + ": not done after " + SECONDS + " s");
            return false;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CompressionException typed) {
                refused.merge(typed.reason().code(), 1, Integer::sum);
            } else {
                failures.add("seed " + seed + ": " + e.getCause());
            }
        }
        return true;
    }
}

package io.filterfit.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.filterfit.checkpoint.CheckpointShelf;
import io.filterfit.contracts.ArtifactReference;
import io.filterfit.contracts.StageTiming;
import io.filterfit.contracts.TrainingProgress;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import io.filterfit.store.ArtifactStore;
import io.filterfit.store.StoreLayout;
import io.filterfit.surgery.PruningSteps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What a stage needs from the outside while it works on one round: artifacts in and out, files, and somebody to tell how far
 * it is. Every call but {@link #timing()} also shows that the job lives, and ends the work if it is to be dropped.
 */
public final class StageContext implements PruningSteps {

    private final ArtifactStore store;
    private final StageKeys keys;
    private final Path directory;
    private final int attempt;
    private final CurrentJob.Run run;
    private final ProgressReporter progress;
    private final StageMetrics metrics;
    private final Tracing tracing;
    private final StoreShelf shelf;
    private final Map<ArtifactReference, Path> fetched = new HashMap<>();
    private final Map<String, ArtifactReference> kept = new TreeMap<>();
    private final long start = System.nanoTime();

    StageContext(
            ArtifactStore store,
            StageKeys keys,
            Path directory,
            int attempt,
            CurrentJob.Run run,
            ProgressReporter progress,
            StageMetrics metrics,
            Tracing tracing,
            StoreShelf shelf) {
        this.store = store;
        this.keys = keys;
        this.directory = directory;
        this.attempt = attempt;
        this.run = run;
        this.progress = progress;
        this.metrics = metrics;
        this.tracing = tracing;
        this.shelf = shelf;
    }

    /**
     * Does a part of the work that is worth a name: it has a span in the job's trace, and its duration is measured.
     *
     * @param name one of few, for it is a label of a metric, for instance {@code train}
     */
    @Override
    public <T> T step(String name, Supplier<T> work) {
        alive();
        long begin = System.nanoTime();
        try {
            return tracing.step(name, work);
        } finally {
            metrics.step(name, Duration.ofNanos(System.nanoTime() - begin));
        }
    }

    /** Downloads an artifact, once, and verifies it; the file is to be read only, and is gone when the work is done. */
    public Path fetch(ArtifactReference reference) {
        alive();
        return fetched.computeIfAbsent(reference, missing -> step("download", () -> download(missing)));
    }

    private Path download(ArtifactReference reference) {
        try {
            var file = store.fetch(reference, Files.createTempDirectory(directory, "in-"));
            metrics.downloaded(reference.size());
            return file;
        } catch (IOException e) {
            throw unusable(directory, e);
        }
    }

    /** Downloads a JSON document. */
    public <T> T fetch(ArtifactReference reference, Class<T> type) {
        return Documents.read(fetch(reference), reference, type);
    }

    /** A path for a new file of this name, to be written and then {@link #keep kept}. */
    public Path file(String name) {
        alive();
        return directory.resolve(name);
    }

    /** A new directory of this name, gone when the work is done. */
    public Path directory(String name) {
        try {
            return Files.createDirectory(file(name));
        } catch (IOException e) {
            throw unusable(directory, e);
        }
    }

    /**
     * Where the next attempt, in whatever process, finds the checkpoints of this one; emptied once the outcome is committed. For work
     * that {@link StageWork#keepsCheckpoints keeps} them.
     */
    public CheckpointShelf checkpoints() {
        return shelf;
    }

    /** Uploads a file; from now on it is immutable. */
    public ArtifactReference keep(Path file) {
        return step("upload", () -> upload(file));
    }

    private ArtifactReference upload(Path file) {
        var reference = store.keep(file, keys.prefix());
        metrics.uploaded(reference.size());
        kept.put("round-" + keys.round() + "/" + keys.stage().label() + "/" + file.getFileName(), reference);
        return reference;
    }

    /** Uploads a record as a JSON document of this name. */
    public ArtifactReference keep(String name, Object document) {
        var file = file(name);
        try {
            Documents.JSON.writeValue(file.toFile(), document);
        } catch (IOException e) {
            throw unusable(file, e);
        }
        return keep(file);
    }

    /** What any attempt of any job {@link #remember remembered} under this name; nothing if that cannot be read. */
    public <T> Optional<T> recall(String name, Class<T> type) {
        alive();
        return store.read(StoreLayout.CACHE + name).flatMap(document -> {
            try {
                return Optional.of(Documents.JSON.readValue(document, type));
            } catch (IOException e) {
                return Optional.empty();
            }
        });
    }

    /** Remembers a record for all jobs; the first one under a name stays. */
    public void remember(String name, Object document) {
        try {
            store.create(StoreLayout.CACHE + name, Documents.JSON.writeValueAsBytes(document));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Tells how far the work is; published at most once a second.
     *
     * @param fraction of the stage's work that is done, 0 to 1
     * @param activity what begins now, for people
     */
    public void progress(double fraction, String activity) {
        alive();
        run.progress(fraction);
        progress.report(fraction, activity, null, null);
    }

    /** Tells how far a training run is; published at most once a second. */
    public void progress(double fraction, String activity, double secondsLeft, TrainingProgress training) {
        alive();
        run.progress(fraction);
        progress.report(fraction, activity, secondsLeft, training);
    }

    /** Wall time since this attempt began. */
    public StageTiming timing() {
        return new StageTiming((System.nanoTime() - start) / 1e9, attempt);
    }

    /** Of the trace of the job; 32 hexadecimal digits. */
    public String traceId() {
        return run.trace().traceId();
    }

    /** Whether the work is to be dropped; {@link #progress} then throws. */
    public boolean isStopped() {
        return run.isStopped();
    }

    /** Whether it is to be dropped for good, and nobody goes on with it. */
    public boolean isCancelled() {
        return run.isCancelled();
    }

    Map<String, ArtifactReference> kept() {
        return kept;
    }

    private void alive() {
        run.sign();
        run.check();
    }

    private static CompressionException unusable(Path file, IOException e) {
        return new CompressionException(
                FailureReason.FILE_UNUSABLE, file + " cannot be written (" + e.getMessage() + ")", e);
    }
}

package io.filterfit.checkpoint;

import io.filterfit.spec.CompressionException;
import io.filterfit.training.Checkpoints;
import io.filterfit.training.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Takes a checkpoint whenever the interval is over and puts it on the shelf while training goes on, one at a time; keeps the last
 * few.
 */
public final class StoredCheckpoints implements Checkpoints, AutoCloseable {

    /** Two to fall back on. */
    private static final int KEPT = 3;

    /** Leaves a service that is told to end the time to do so. */
    private static final Duration HAND_OVER_WITHIN = Duration.ofSeconds(10);

    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(3);

    private final CheckpointShelf shelf;
    private final Path directory;
    private final CheckpointInterval interval;
    private final CheckpointListener listener;
    private final Duration handOverWithin;
    private final ExecutorService writer = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "checkpoint-writer");
        thread.setDaemon(true);
        return thread;
    });
    private Future<?> inFlight = CompletableFuture.completedFuture(null);
    private volatile long safe = -1;
    private volatile boolean closed;
    private String run;
    private long lastTaken = System.nanoTime();
    private long steps;

    /** @param directory for files on their way */
    public StoredCheckpoints(
            CheckpointShelf shelf, Path directory, CheckpointInterval interval, CheckpointListener listener) {
        this(shelf, directory, interval, listener, HAND_OVER_WITHIN);
    }

    StoredCheckpoints(
            CheckpointShelf shelf,
            Path directory,
            CheckpointInterval interval,
            CheckpointListener listener,
            Duration handOverWithin) {
        this.handOverWithin = handOverWithin;
        this.shelf = shelf;
        this.directory = directory;
        this.interval = interval;
        this.listener = listener;
    }

    @Override
    public Optional<TrainingState> newest(String ofRun) {
        run = ofRun;
        for (CheckpointShelf.Label label : newestFirst(ofRun)) {
            try {
                TrainingState state = CheckpointFile.read(shelf.fetch(label, directory));
                safe = label.progress();
                return Optional.of(state);
            } catch (CompressionException e) {
                if (e.reason().retryable()) {
                    throw e;
                }
                listener.unreadable(label, e);
                shelf.delete(label);
            }
        }
        return Optional.empty();
    }

    /** The run that was asked for last. */
    public String run() {
        return run;
    }

    @Override
    public void offer(Supplier<TrainingState> state) {
        steps++;
        if (inFlight.isDone() && interval.isOver(Duration.ofNanos(System.nanoTime() - lastTaken), steps)) {
            take(state.get());
        }
    }

    /** Also if the thread was interrupted; it stays so. */
    @Override
    public void handOver(TrainingState state) {
        boolean interrupted = Thread.interrupted();
        try {
            long deadline = System.nanoTime() + handOverWithin.toNanos();
            await(deadline);
            if (safe != state.progress()) {
                take(state);
                await(deadline);
            }
        } catch (TimeoutException e) {
            listener.lost(state, e);
        } catch (InterruptedException again) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** What is on its way is broken off, and nothing reaches the shelf any more. */
    @Override
    public void close() {
        closed = true;
        writer.shutdownNow();
        boolean interrupted = Thread.interrupted();
        try {
            writer.awaitTermination(CLOSE_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException again) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(TrainingState state) {
        lastTaken = System.nanoTime();
        steps = 0;
        inFlight = writer.submit(() -> put(state));
    }

    private void put(TrainingState state) {
        long start = System.nanoTime();
        try {
            Path file = Files.createTempFile(directory, "checkpoint-", ".zip");
            try {
                CheckpointFile.write(state, file);
                shelf.put(state.run(), state.progress(), file);
                safe = state.progress();
                listener.saved(state, Files.size(file), Duration.ofNanos(System.nanoTime() - start));
            } finally {
                Files.deleteIfExists(file);
            }
            newestFirst(state.run()).stream().skip(KEPT).forEach(shelf::delete);
        } catch (IOException | RuntimeException e) {
            if (!closed) {
                listener.lost(state, e);
            }
        }
    }

    /** Waits for the checkpoint on its way. */
    void awaitIdle() {
        try {
            await(System.nanoTime() + TimeUnit.HOURS.toNanos(1));
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<CheckpointShelf.Label> newestFirst(String run) {
        return shelf.of(run).stream()
                .sorted(Comparator.comparingLong(CheckpointShelf.Label::progress)
                        .reversed())
                .toList();
    }

    private void await(long deadline) throws InterruptedException, TimeoutException {
        try {
            inFlight.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a checkpoint was not written", e.getCause());
        }
    }
}

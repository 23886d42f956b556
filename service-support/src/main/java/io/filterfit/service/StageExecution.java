package io.filterfit.service;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import io.filterfit.contracts.ArtifactReference;
import io.filterfit.contracts.CompressionFailed;
import io.filterfit.contracts.Event;
import io.filterfit.contracts.RoundEvent;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.io.FileUtils;
import org.jboss.logging.Logger;

/** The attempts at one stage of one round, from the first to an outcome. */
final class StageExecution<E extends RoundEvent> {

    private static final Logger LOG = Logger.getLogger(StageExecution.class);

    private final StageWork<E> work;
    private final E event;
    private final StageKeys keys;
    private final CurrentJob.Run run;
    private final StageServices services;
    private final Attempts attempts;
    private final StoreShelf shelf;
    private final StageMetrics metrics;
    private final Duration queued;
    private final Map<String, ArtifactReference> artifacts;
    private RuntimeException lastFailure;

    StageExecution(
            StageWork<E> work,
            E event,
            StageKeys keys,
            CurrentJob.Run run,
            StageServices services,
            StageMetrics metrics,
            Duration queued) {
        this.work = work;
        this.event = event;
        this.keys = keys;
        this.run = run;
        this.services = services;
        this.metrics = metrics;
        this.queued = queued;
        this.attempts =
                new Attempts(services.store(), keys, services.configuration().attempts());
        this.shelf = new StoreShelf(services.store(), keys, metrics::uploaded);
        this.artifacts = new TreeMap<>(event.artifacts());
    }

    /** The event that tells what came of it; of no meaning if the run was handed back meanwhile. */
    Event outcome() {
        if (!run.beginWork()) {
            return failed(run.cancellation());
        }
        try {
            var event = outcomeOfAttempts();
            return run.isCancelled() ? failed(run.cancellation()) : event;
        } finally {
            run.endWork();
        }
    }

    private Event outcomeOfAttempts() {
        try {
            return Failsafe.with(whileWorthwhile()).get(this::attempt);
        } catch (CompressionException e) {
            return failed(e);
        } catch (FailsafeException interruptedWhileWaiting) {
            return failed(new CompressionException(
                    FailureReason.CANCELLED, "the work was interrupted", interruptedWhileWaiting));
        } catch (RuntimeException | Error e) {
            return failed(new CompressionException(
                    FailureReason.INTERNAL,
                    "the " + keys.stage().label() + " failed unexpectedly (" + e
                            + "); this is a defect of FilterFit, its log has the details",
                    e));
        }
    }

    CompressionFailed failed(CompressionException failure) {
        LOG.warnf(
                "job %s failed: %s (%s)",
                keys.jobId(), failure.getMessage(), failure.reason().code());
        return new CompressionFailed(
                keys.jobId(), keys.round(), keys.stage(), failure.reason(), failure.getMessage(), artifacts);
    }

    /** Removes what only an attempt to come would have needed; the outcome is committed. */
    void cleanUp() {
        if (!work.keepsCheckpoints()) {
            return;
        }
        try {
            shelf.clear();
        } catch (CompressionException e) {
            LOG.warnf("checkpoints of job %s stay behind: %s", keys.jobId(), e.getMessage());
        }
    }

    private RetryPolicy<Event> whileWorthwhile() {
        var configuration = services.configuration();
        return RetryPolicy.<Event>builder()
                .handleIf(problem -> !run.isStopped()
                        && (!(problem instanceof CompressionException typed)
                                || typed.reason().retryable()))
                .withMaxAttempts(configuration.attempts())
                .withBackoff(
                        configuration.retryDelay(), configuration.retryDelay().multipliedBy(16))
                .build();
    }

    private Event attempt() {
        int attempt = take();
        if (attempt == 1) {
            metrics.received(queued);
        } else {
            metrics.retried();
        }
        try {
            return perform(attempt);
        } catch (CompressionException e) {
            lastFailure = e;
            throw e;
        } catch (Exception | Error e) {
            if (!run.isStopped()) {
                LOG.errorf(e, "attempt %d at job %s failed unexpectedly", attempt, keys.jobId());
            }
            lastFailure = e instanceof RuntimeException runtime ? runtime : new IllegalStateException(e.toString(), e);
            throw lastFailure;
        } finally {
            if (run.isHandedBack()) {
                giveBack(attempt);
            }
        }
    }

    private int take() {
        try {
            int attempt = attempts.take(() -> work.keepsCheckpoints() ? shelf.furthest() : 0);
            if (attempt == 1) {
                shelf.startEmpty();
            }
            return attempt;
        } catch (CompressionException e) {
            throw lastFailure != null && e.reason() == FailureReason.ATTEMPTS_EXHAUSTED ? lastFailure : e;
        }
    }

    private void giveBack(int attempt) {
        // With the flag set, the request would be broken off at once.
        Thread.interrupted();
        try {
            attempts.giveBack(attempt);
        } catch (CompressionException e) {
            LOG.warnf("attempt %d of job %s stays counted: %s", attempt, keys.jobId(), e.getMessage());
        }
    }

    private Event perform(int attempt) throws Exception {
        var directory = workDirectory();
        try {
            var context = new StageContext(
                    services.store(),
                    keys,
                    directory,
                    attempt,
                    run,
                    new ProgressReporter(services.publisher(), keys, attempt, run.trace()),
                    metrics,
                    services.tracing(),
                    shelf);
            try {
                return work.perform(event, context);
            } finally {
                artifacts.putAll(context.kept());
            }
        } finally {
            delete(directory);
        }
    }

    private Path workDirectory() {
        var parent = services.configuration().directory();
        try {
            return Files.createTempDirectory(Files.createDirectories(parent), keys.jobId() + "-");
        } catch (IOException e) {
            throw new CompressionException(
                    FailureReason.FILE_UNUSABLE, parent + " cannot be written (" + e.getMessage() + ")", e);
        }
    }

    private static void delete(Path directory) {
        try {
            FileUtils.deleteDirectory(directory.toFile());
        } catch (IOException e) {
            LOG.warnf("%s stays behind: %s", directory, e.getMessage());
        }
    }
}

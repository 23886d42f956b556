package io.filterfit.service;

import io.filterfit.contracts.JobId;
import io.filterfit.contracts.JobRound;
import io.filterfit.contracts.TraceContext;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.MDC;

/** The job that this replica works on: one at a time. Knows whether it lives and can be told to stop. */
@ApplicationScoped
class CurrentJob {

    private final AtomicReference<Run> running = new AtomicReference<>();
    private volatile boolean serviceEnds;

    Run begin(JobRound round, TraceContext trace) {
        var run = new Run(round, trace);
        running.set(run);
        if (serviceEnds) {
            run.stop();
        }
        return run;
    }

    Optional<Run> get() {
        return Optional.ofNullable(running.get());
    }

    /** Stops this job if it is the one that runs. */
    void cancel(JobId job) {
        get().filter(run -> run.round().jobId().equals(job)).ifPresent(Run::cancel);
    }

    /** Tells the running job that the service ends, and waits until it has stopped. */
    void endService(Duration patience) throws InterruptedException {
        serviceEnds = true;
        get().ifPresent(Run::stop);
        var deadline = System.nanoTime() + patience.toNanos();
        while (running.get() != null && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** One delivery of one round. Closing it ends it. */
    final class Run implements AutoCloseable {

        private final JobRound round;
        private final TraceContext trace;
        private final long start = System.nanoTime();
        private final Thread thread = Thread.currentThread();
        private volatile long lastSign = start;
        private volatile double progress;
        private volatile boolean serviceEnds;
        private volatile boolean cancelled;
        private boolean working;

        private Run(JobRound round, TraceContext trace) {
            this.round = round;
            this.trace = trace;
            MDC.put("job", round.jobId().value());
            MDC.put("round", round.number());
        }

        JobRound round() {
            return round;
        }

        TraceContext trace() {
            return trace;
        }

        Duration age() {
            return Duration.ofNanos(System.nanoTime() - start);
        }

        /** How much of the stage's work is done, 0 to 1. */
        double progress() {
            return progress;
        }

        void progress(double fraction) {
            progress = fraction;
        }

        /** Shows that the job lives. */
        void sign() {
            lastSign = System.nanoTime();
        }

        Duration sinceLastSign() {
            return Duration.ofNanos(System.nanoTime() - lastSign);
        }

        /** Whether the work is to be dropped, for either reason. */
        boolean isStopped() {
            return serviceEnds || cancelled;
        }

        /** Whether another replica goes on with the job, because this service ends. */
        boolean isHandedBack() {
            return serviceEnds;
        }

        boolean isCancelled() {
            return cancelled;
        }

        /** @throws CompressionException if the work is to be dropped */
        void check() {
            if (serviceEnds) {
                throw new CompressionException(
                        FailureReason.CANCELLED,
                        "the service ends; another replica takes job " + round.jobId() + " over");
            }
            if (cancelled) {
                throw cancellation();
            }
        }

        CompressionException cancellation() {
            return Cancellations.of(round.jobId());
        }

        /**
         * From now on, a cancellation interrupts the thread. Before and after the work it must not: what came of it is to be
         * committed and published all the same.
         *
         * @return false if the job is cancelled already
         */
        synchronized boolean beginWork() {
            working = !cancelled;
            return working;
        }

        synchronized void endWork() {
            working = false;
            if (!serviceEnds) {
                Thread.interrupted();
            }
        }

        synchronized void cancel() {
            cancelled = true;
            if (working) {
                thread.interrupt();
            }
        }

        private void stop() {
            serviceEnds = true;
            thread.interrupt();
        }

        @Override
        public void close() {
            running.compareAndSet(this, null);
            MDC.remove("job");
            MDC.remove("round");
            // What was interrupted is over; the thread goes back to its pool.
            Thread.interrupted();
        }
    }
}

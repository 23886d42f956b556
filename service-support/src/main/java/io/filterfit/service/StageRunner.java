package io.filterfit.service;

import io.filterfit.contracts.CompressionCompleted;
import io.filterfit.contracts.CompressionFailed;
import io.filterfit.contracts.Event;
import io.filterfit.contracts.EventCodec;
import io.filterfit.contracts.JobId;
import io.filterfit.contracts.RoundEvent;
import io.filterfit.contracts.Stage;
import io.filterfit.contracts.TraceContext;
import io.filterfit.contracts.UndecodableEventException;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import io.filterfit.store.ArtifactStore;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * Takes one message through one stage: decode it, find out whether its work is done already, else do it, commit the outcome,
 * publish it, acknowledge. In this order, so that nothing that was acknowledged can be lost.
 */
@ApplicationScoped
public class StageRunner {

    private static final Logger LOG = Logger.getLogger(StageRunner.class);
    private static final Duration UNTIL_CANCELLATIONS_ARE_KNOWN = Duration.ofSeconds(30);

    private final EventCodec codec;
    private final StageServices services;
    private final CurrentJob currentJob;
    private final Cancellations cancellations;
    private final StageMeters meters;
    private final OutcomeLedger ledger;

    StageRunner(
            ArtifactStore store,
            EventCodec codec,
            EventPublisher publisher,
            CurrentJob currentJob,
            Cancellations cancellations,
            Tracing tracing,
            ServiceConfiguration configuration,
            StageMeters meters) {
        this.codec = codec;
        this.services = new StageServices(store, publisher, tracing, configuration.work());
        this.currentJob = currentJob;
        this.cancellations = cancellations;
        this.meters = meters;
        this.ledger = new OutcomeLedger(store, codec);
    }

    /**
     * Returns when the message is dealt with. It is acknowledged then, or has gone to the dead letters; only if the service
     * ends meanwhile it is neither, and comes again.
     */
    public <E extends RoundEvent> CompletionStage<Void> run(Message<byte[]> message, StageWork<E> work) {
        var stage = work.stage();
        var meters = this.meters.of(stage);
        MDC.put("stage", stage.label());
        meters.delivered();
        try {
            var event = codec.decode(message.getPayload());
            if (!work.input().isInstance(event)) {
                return refuse(
                        message,
                        stage,
                        meters,
                        new IllegalArgumentException(
                                "a " + event.getClass().getSimpleName() + " is nothing for the " + stage.label()));
            }
            return run(message, work, work.input().cast(event), meters);
        } catch (UndecodableEventException e) {
            return e.requestedJob()
                    .map(job -> answerInvalid(message, stage, job, e, meters))
                    .orElseGet(() -> refuse(message, stage, meters, e));
        } catch (RuntimeException | StackOverflowError defect) {
            // Whatever it is, it would be the same the next time, and nothing behind it would ever be looked at.
            return Thread.currentThread().isInterrupted() ? notDone() : refuse(message, stage, meters, defect);
        } finally {
            meters.ended();
            MDC.remove("stage");
        }
    }

    private <E extends RoundEvent> CompletionStage<Void> run(
            Message<byte[]> message, StageWork<E> work, E event, StageMetrics meters) {
        var keys = new StageKeys(event.jobId(), event.round().number(), work.stage());
        var delivery = new Delivery(message);
        var trace = delivery.trace(codec, event.jobId());
        try (var span = services.tracing().stage(work.stage(), event.round(), trace, delivery);
                var run = currentJob.begin(event.round(), trace)) {
            if (cancellations.include(event.jobId(), UNTIL_CANCELLATIONS_ARE_KNOWN)) {
                run.cancel();
            }
            var execution = new StageExecution<>(work, event, keys, run, services, meters, delivery.age());
            var outcome = outcome(keys, execution, run, meters);
            if (run.isHandedBack()) {
                LOG.infof("job %s is handed back: the service ends", event.jobId());
                return notDone();
            }
            if (!outcome.answers(event.round().request())) {
                return refuse(message, work.stage(), meters, taken(event.jobId()));
            }
            span.tell(outcome);
            if (outcome.committed()) {
                execution.cleanUp();
            }
            return services.publisher().publish(outcome) ? message.ack() : notDone();
        }
    }

    private OutcomeLedger.Outcome outcome(
            StageKeys keys, StageExecution<?> execution, CurrentJob.Run run, StageMetrics meters) {
        var start = Instant.now();
        try {
            var found = ledger.find(keys);
            if (found.isPresent()) {
                LOG.infof("job %s went through here before; telling again", keys.jobId());
                meters.republished();
                return found.get();
            }
            LOG.infof("job %s, round %d: begin", keys.jobId(), keys.round());
            var event = execution.outcome();
            if (run.isHandedBack() && event instanceof CompressionFailed) {
                // Not an end of the job: whoever takes it over goes on.
                return ledger.uncommitted(event, run.trace());
            }
            return counted(commit(keys, event, run.trace()), Duration.between(start, Instant.now()), meters);
        } catch (CompressionException storeFails) {
            // Without the store nothing can be committed; the requester still deserves an answer.
            var outcome = ledger.uncommitted(execution.failed(storeFails), run.trace());
            return run.isHandedBack() ? outcome : counted(outcome, Duration.between(start, Instant.now()), meters);
        }
    }

    private OutcomeLedger.Outcome commit(StageKeys keys, Event event, TraceContext trace) {
        if (!(event instanceof CompressionFailed failed)) {
            return ledger.commit(keys, event, trace);
        }
        try {
            return ledger.commit(keys, event, trace);
        } catch (CompressionException storeFails) {
            LOG.warnf("the failure of job %s is not committed: %s", failed.jobId(), storeFails.getMessage());
            return ledger.uncommitted(event, trace);
        }
    }

    private CompletionStage<Void> answerInvalid(
            Message<byte[]> message, Stage stage, JobId job, UndecodableEventException problem, StageMetrics meters) {
        var failed =
                new CompressionFailed(job, 1, stage, FailureReason.INVALID_REQUEST, problem.getMessage(), Map.of());
        var delivery = new Delivery(message);
        var outcome = commit(new StageKeys(job, 1, stage), failed, delivery.trace(codec, job));
        if (!outcome.event().equals(failed)) {
            return refuse(message, stage, meters, taken(job));
        }
        LOG.warnf("job %s is refused: %s", job, problem.getMessage());
        if (outcome.ours()) {
            meters.received(delivery.age());
        }
        counted(outcome, Duration.ZERO, meters);
        return services.publisher().publish(outcome) ? message.ack() : notDone();
    }

    private static IllegalArgumentException taken(JobId job) {
        return new IllegalArgumentException("job id " + job + " belongs to another request already");
    }

    private CompletionStage<Void> refuse(Message<byte[]> message, Stage stage, StageMetrics meters, Throwable problem) {
        var letter = new DeadLetter(stage, problem);
        LOG.warnf("a message goes to the dead letters: %s", letter.reason());
        meters.deadLettered();
        return message.nack(letter.reason(), letter.headers());
    }

    /** An outcome counts, and ends its job's trace, where it came about and nowhere else. */
    private OutcomeLedger.Outcome counted(OutcomeLedger.Outcome outcome, Duration duration, StageMetrics meters) {
        if (!outcome.ours()) {
            return outcome;
        }
        if (outcome.event() instanceof CompressionFailed failed) {
            meters.failed(failed.reason(), duration);
        } else {
            meters.succeeded(duration);
        }
        if (outcome.event() instanceof CompressionCompleted completed) {
            meters.completed(completed.summary());
        }
        services.tracing().ended(outcome.event(), outcome.trace());
        return outcome;
    }

    /** Neither acknowledged nor refused: the broker delivers it again. */
    private static CompletionStage<Void> notDone() {
        return CompletableFuture.completedFuture(null);
    }

    void endOfService(@Observes ShutdownEvent shutdown) throws InterruptedException {
        currentJob.endService(services.configuration().stopWithin());
    }
}

package io.filterfit.service;

import io.filterfit.contracts.CompressionFailed;
import io.filterfit.contracts.EventCodec;
import io.filterfit.contracts.JobId;
import io.filterfit.contracts.RoundEvent;
import io.filterfit.contracts.Stage;
import io.filterfit.spec.CompressionException;
import io.filterfit.store.ArtifactStore;
import io.filterfit.store.StoreLayout;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Jobs that lie in a queue before a stage of this service. One that is cancelled ends at once and not only when it comes to its turn: its
 * outcome is committed, by whichever replica is first, and the delivery that is still to come finds it.
 *
 * <p>What waits is known from the store: the stage before has an outcome, and at this stage no attempt has begun. Of a job that no
 * stage has seen the store knows nothing; that one ends at its turn.
 */
@ApplicationScoped
class WaitingJobs {

    private static final Logger LOG = Logger.getLogger(WaitingJobs.class);

    private final ArtifactStore store;
    private final OutcomeLedger ledger;
    private final EventPublisher publisher;
    private final Tracing tracing;
    private final StageMeters meters;
    private final Instance<StageWork<?>> works;

    WaitingJobs(
            ArtifactStore store,
            EventCodec codec,
            EventPublisher publisher,
            Tracing tracing,
            StageMeters meters,
            @Any Instance<StageWork<?>> works) {
        this.store = store;
        this.ledger = new OutcomeLedger(store, codec);
        this.publisher = publisher;
        this.tracing = tracing;
        this.meters = meters;
        this.works = works;
    }

    /** Ends this job if it waits here; does nothing else. */
    void cancel(JobId job) {
        try {
            var keys = store.list(StoreLayout.JOBS + job + "/");
            works.forEach(work -> handedTo(work.stage(), job, keys).ifPresent(this::end));
        } catch (CompressionException storeFails) {
            LOG.warnf("job %s is cancelled at its turn: %s", job, storeFails.getMessage());
        }
    }

    private record Waiting(StageKeys keys, OutcomeLedger.Outcome before) {}

    private Optional<Waiting> handedTo(Stage stage, JobId job, List<String> keys) {
        var previous = before(job, 1, stage);
        for (int round = 1; keys.contains(before(job, round, stage).outcome()); round++) {
            previous = before(job, round, stage);
        }
        var here = stage == Stage.ANALYZER
                ? new StageKeys(job, previous.round() + 1, stage)
                : new StageKeys(job, previous.round(), stage);
        var begun = keys.stream().anyMatch(key -> key.equals(here.outcome()) || key.startsWith(here.attempts()));
        return begun
                ? Optional.empty()
                : ledger.find(previous)
                        .filter(outcome -> outcome.event() instanceof RoundEvent)
                        .map(outcome -> new Waiting(here, outcome));
    }

    /** The stage that hands the job on; for the analyzer, the end of the round before. */
    private static StageKeys before(JobId job, int round, Stage stage) {
        return new StageKeys(
                job, round, stage == Stage.ANALYZER ? Stage.EVALUATOR : Stage.values()[stage.ordinal() - 1]);
    }

    private void end(Waiting waiting) {
        var keys = waiting.keys();
        var cancelled = Cancellations.of(keys.jobId());
        var failed = new CompressionFailed(
                keys.jobId(),
                keys.round(),
                keys.stage(),
                cancelled.reason(),
                cancelled.getMessage(),
                ((RoundEvent) waiting.before().event()).artifacts());
        var outcome = ledger.commit(keys, failed, waiting.before().trace());
        if (outcome.ours()) {
            LOG.infof("job %s is cancelled while it waits", keys.jobId());
            meters.of(keys.stage()).failed(cancelled.reason(), Duration.ZERO);
            tracing.ended(failed, outcome.trace());
            publisher.publish(outcome);
        }
    }
}

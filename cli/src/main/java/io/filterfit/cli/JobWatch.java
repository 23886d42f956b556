package io.filterfit.cli;

import io.filterfit.cli.pipeline.EventReader;
import io.filterfit.cli.pipeline.PipelineAddress;
import io.filterfit.contracts.CompressionCompleted;
import io.filterfit.contracts.CompressionFailed;
import io.filterfit.contracts.Event;
import io.filterfit.contracts.JobId;
import io.filterfit.contracts.StageProgressed;
import io.filterfit.contracts.Topic;
import io.filterfit.contracts.TrainingProgress;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;

/** Follows one job to its end and shows how far it is. */
final class JobWatch {

    private final JobId job;
    private final StageProgress stages;
    private final AtomicReference<Event> end = new AtomicReference<>();

    JobWatch(JobId job, StageProgress stages) {
        this.job = job;
        this.stages = stages;
    }

    /**
     * Returns when the job is done.
     *
     * @throws CompressionException with the job's own reason if it failed; CANCELLED if the time was over first
     */
    CompressionCompleted follow(PipelineAddress address, Duration limit) {
        boolean ended = new EventReader(address).follow(Topic.RESULTS, Topic.PROGRESS, limit, this::isEnd);
        if (!ended) {
            throw new CompressionException(
                    FailureReason.CANCELLED,
                    "job " + job + " did not end within " + Durations.text(limit.toSeconds())
                            + "; it goes on, and 'filterfit watch " + job + "' follows it again");
        }
        if (end.get() instanceof CompressionFailed failed) {
            throw new CompressionException(
                    failed.reason(),
                    "job %s failed in round %d, %s: %s"
                            .formatted(job, failed.round(), failed.stage().label(), failed.message()));
        }
        return (CompressionCompleted) end.get();
    }

    private boolean isEnd(Event event) {
        if (!event.jobId().equals(job)) {
            return false;
        }
        if (event instanceof StageProgressed progress) {
            show(progress);
            return false;
        }
        end.set(event);
        return true;
    }

    private void show(StageProgressed progress) {
        String round = progress.round() > 1 ? " " + progress.round() : "";
        stages.update(progress.stage().label() + round, progress.fraction(), detail(progress));
    }

    private static String detail(StageProgressed progress) {
        String left = progress.secondsLeft() == null ? "" : ", " + Durations.text(progress.secondsLeft()) + " left";
        TrainingProgress training = progress.training();
        if (training == null) {
            return progress.activity() + left;
        }
        String accuracy = training.validationAccuracy() == null
                ? ""
                : String.format(Locale.ROOT, ", validation accuracy %.2f %%", 100 * training.validationAccuracy());
        return String.format(
                Locale.ROOT,
                "epoch %d/%d%s, %.0f images/s%s",
                training.epoch(),
                training.epochs(),
                accuracy,
                training.imagesPerSecond(),
                left);
    }
}

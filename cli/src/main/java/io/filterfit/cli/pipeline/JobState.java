package io.filterfit.cli.pipeline;

import io.filterfit.contracts.AnalysisCompleted;
import io.filterfit.contracts.CompressRequested;
import io.filterfit.contracts.CompressionCompleted;
import io.filterfit.contracts.CompressionFailed;
import io.filterfit.contracts.Event;
import io.filterfit.contracts.PruningCompleted;
import io.filterfit.contracts.RoundRequested;
import io.filterfit.contracts.Stage;
import io.filterfit.contracts.StageProgressed;
import io.filterfit.contracts.TrainingCompleted;
import io.filterfit.spec.FailureReason;

/**
 * How far a job is, from its events in whatever order the topics are read.
 *
 * @param round from 1
 * @param stage the stage whose turn it is, or that ended the job
 * @param fraction of that stage's work that is done
 * @param end how the job ended, null while it has not
 */
public record JobState(CompressRequested request, int round, Stage stage, double fraction, Event end) {

    static final JobState UNKNOWN = new JobState(null, 0, Stage.ANALYZER, 0, null);

    public boolean ended() {
        return end != null;
    }

    /** {@code running}, {@code completed}, {@code failed} or {@code cancelled}. */
    public String label() {
        if (end == null) {
            return "running";
        }
        if (end instanceof CompressionFailed failed && failed.reason() == FailureReason.CANCELLED) {
            return "cancelled";
        }
        return end instanceof CompressionCompleted ? "completed" : "failed";
    }

    JobState after(Event event) {
        if (event instanceof CompressRequested requested) {
            return new JobState(requested, Math.max(1, round), stage, fraction, end);
        }
        if (event instanceof CompressionCompleted || event instanceof CompressionFailed) {
            return new JobState(request, round, stage, fraction, event);
        }
        if (event instanceof RoundRequested next) {
            return reached(next.round().number(), Stage.ANALYZER, 0);
        }
        if (event instanceof AnalysisCompleted analysed) {
            return reached(analysed.round().number(), Stage.PRUNER, 0);
        }
        if (event instanceof PruningCompleted pruned) {
            return reached(pruned.round().number(), Stage.TRAINER, 0);
        }
        if (event instanceof TrainingCompleted trained) {
            return reached(trained.round().number(), Stage.EVALUATOR, 0);
        }
        if (event instanceof StageProgressed progress) {
            return reached(progress.round(), progress.stage(), progress.fraction());
        }
        return this;
    }

    private JobState reached(int otherRound, Stage otherStage, double otherFraction) {
        boolean further = otherRound > round
                || otherRound == round && otherStage.compareTo(stage) > 0
                || otherRound == round && otherStage == stage && otherFraction >= fraction;
        return further ? new JobState(request, otherRound, otherStage, otherFraction, end) : this;
    }
}

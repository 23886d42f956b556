package io.filterfit.console.job;

import io.filterfit.contracts.AnalysisCompleted;
import io.filterfit.contracts.CompressionCompleted;
import io.filterfit.contracts.CompressionFailed;
import io.filterfit.contracts.Event;
import io.filterfit.contracts.PruningCompleted;
import io.filterfit.contracts.RoundEvent;
import io.filterfit.contracts.RoundRequested;
import io.filterfit.contracts.Stage;
import io.filterfit.contracts.StageProgressed;
import io.filterfit.contracts.StageTiming;
import io.filterfit.contracts.TrainingCompleted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Works out from a job's events how each of its stages is doing. */
final class Steps {

    private final Map<Job.Step, StageTiming> done = new HashMap<>();
    private final Map<Job.Step, JobEvent> progress;
    private final Optional<CompressionFailed> failure;
    private final boolean completed;

    Steps(Collection<JobEvent> milestones, Map<Job.Step, JobEvent> progress, Optional<CompressionFailed> failure) {
        this.progress = progress;
        this.failure = failure;
        this.completed = milestones.stream().anyMatch(told -> told.event() instanceof CompressionCompleted);
        milestones.forEach(told -> note(told.event()));
    }

    /** The stage that takes a round over with this event. */
    static Stage nextAfter(RoundEvent event) {
        if (event instanceof AnalysisCompleted) {
            return Stage.PRUNER;
        }
        if (event instanceof PruningCompleted) {
            return Stage.TRAINER;
        }
        return event instanceof TrainingCompleted ? Stage.EVALUATOR : Stage.ANALYZER;
    }

    private void note(Event event) {
        if (event instanceof AnalysisCompleted analysed) {
            done(analysed.round().number(), Stage.ANALYZER, analysed.analysis().timing());
        } else if (event instanceof PruningCompleted pruned) {
            done(pruned.round().number(), Stage.PRUNER, pruned.pruning().timing());
        } else if (event instanceof TrainingCompleted trained) {
            done(trained.round().number(), Stage.TRAINER, trained.training().timing());
        } else if (event instanceof RoundRequested next) {
            done(next.round().number() - 1, Stage.EVALUATOR, null);
        } else if (event instanceof CompressionCompleted completion) {
            done(completion.request().spec().allRounds(), Stage.EVALUATOR, completion.timing());
        }
    }

    private void done(int round, Stage stage, StageTiming timing) {
        done.put(new Job.Step(round, stage), timing);
    }

    List<StageView> views(int rounds) {
        List<StageView> views = new ArrayList<>();
        var turn = true;
        for (int round = 1; round <= rounds; round++) {
            for (var stage : Stage.values()) {
                var view = view(new Job.Step(round, stage), turn);
                views.add(view);
                turn = view.state() == StageView.State.DONE;
            }
        }
        return views;
    }

    private StageView view(Job.Step step, boolean turn) {
        var last = Optional.ofNullable(progress.get(step)).map(told -> (StageProgressed) told.event());
        var activity = last.map(StageProgressed::activity).orElse(null);
        int attempt = last.map(StageProgressed::attempt).orElse(0);
        if (completed || done.containsKey(step)) {
            var timing = done.get(step);
            return new StageView(
                    step.round(),
                    step.stage(),
                    StageView.State.DONE,
                    1,
                    activity,
                    null,
                    timing == null ? null : timing.seconds(),
                    timing == null ? attempt : timing.attempt());
        }
        var fraction = last.map(StageProgressed::fraction).orElse(0.0);
        var state = state(step, turn, last.isPresent());
        var left = state == StageView.State.RUNNING
                ? last.map(StageProgressed::secondsLeft).orElse(null)
                : null;
        return new StageView(step.round(), step.stage(), state, fraction, activity, left, null, attempt);
    }

    private StageView.State state(Job.Step step, boolean turn, boolean begun) {
        if (failure.isPresent()) {
            var stopped = new Job.Step(failure.get().round(), failure.get().stage());
            return step.equals(stopped) ? StageView.State.STOPPED : StageView.State.AHEAD;
        }
        if (!turn) {
            return StageView.State.AHEAD;
        }
        return begun ? StageView.State.RUNNING : StageView.State.WAITING;
    }
}

package io.filterfit.cli;

import io.filterfit.training.TrainingHistory;
import io.filterfit.training.TrainingObserver;
import io.filterfit.training.TrainingProgress;
import io.filterfit.training.TrainingState;
import java.util.Locale;
import java.util.function.Consumer;

/** Shows how training goes: a bar, and a line for every epoch. */
record TrainingDisplay(StageProgress stages, Consumer<String> lines) implements TrainingObserver {

    @Override
    public void resumed(TrainingState state) {
        lines.accept("going on after step " + state.step() + ", in epoch "
                + (state.epochs().size() + 1));
    }

    @Override
    public void progress(TrainingProgress progress) {
        stages.update(
                "training",
                (double) progress.step() / progress.steps(),
                String.format(
                        Locale.ROOT,
                        "epoch %d/%d, loss %.3f, accuracy %.1f %%, %.0f images/s, %s left",
                        progress.epoch(),
                        progress.epochs(),
                        progress.loss(),
                        100 * progress.accuracy(),
                        progress.imagesPerSecond(),
                        Durations.text(progress.secondsLeft())));
    }

    @Override
    public void epoch(TrainingHistory.Epoch epoch) {
        lines.accept(String.format(
                Locale.ROOT,
                "epoch %3d  learning rate %.5f  loss %.4f  validation accuracy %6.2f %%%s  %.0f images/s  %.1f s",
                epoch.epoch(),
                epoch.learningRate(),
                epoch.trainingLoss(),
                100 * epoch.validationAccuracy(),
                epoch.averaged() ? " (averaged)" : "",
                epoch.imagesPerSecond(),
                epoch.seconds()));
    }

    @Override
    public void setback(TrainingHistory.Setback setback) {
        lines.accept("epoch %3d  step %d: %s; the epoch begins again with half the learning rate, %s"
                .formatted(setback.epoch(), setback.step(), setback.problem(), setback.learningRate()));
    }
}

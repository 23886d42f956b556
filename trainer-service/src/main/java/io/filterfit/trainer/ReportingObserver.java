package io.filterfit.trainer;

import io.filterfit.contracts.TrainingProgress;
import io.filterfit.service.StageContext;
import io.filterfit.training.TrainingHistory;
import io.filterfit.training.TrainingObserver;
import io.filterfit.training.TrainingState;
import org.jboss.logging.Logger;

/** Passes on how training goes: as progress events, as metrics, and back to the trainer whether it shall stop. */
final class ReportingObserver implements TrainingObserver, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ReportingObserver.class);

    private final StageContext context;
    private final TrainingMetrics metrics;

    ReportingObserver(StageContext context, TrainingMetrics metrics) {
        this.context = context;
        this.metrics = metrics;
    }

    @Override
    public void resumed(TrainingState state) {
        LOG.infof("training goes on after step %d", state.step());
        metrics.checkpoint("resumed");
        if (!state.epochs().isEmpty()) {
            epoch(state.epochs().get(state.epochs().size() - 1));
        }
    }

    @Override
    public void progress(io.filterfit.training.TrainingProgress progress) {
        metrics.progress(progress);
        var stepsAnEpoch = progress.steps() / progress.epochs();
        context.progress(
                (double) progress.step() / progress.steps(),
                "epoch " + progress.epoch() + " of " + progress.epochs(),
                progress.secondsLeft(),
                new TrainingProgress(
                        progress.epoch(),
                        progress.epochs(),
                        progress.step() - (progress.epoch() - 1) * stepsAnEpoch,
                        stepsAnEpoch,
                        progress.loss(),
                        progress.accuracy(),
                        metrics.validationAccuracy(),
                        progress.imagesPerSecond()));
    }

    @Override
    public void epoch(TrainingHistory.Epoch epoch) {
        metrics.validated(epoch.validationAccuracy());
    }

    @Override
    public void setback(TrainingHistory.Setback setback) {
        LOG.warnf(
                "epoch %d, step %d: %s; the epoch begins again with half the learning rate, %s",
                setback.epoch(), setback.step(), setback.problem(), setback.learningRate());
        metrics.setback();
    }

    @Override
    public boolean cancelled() {
        return context.isStopped();
    }

    /** Between jobs there is nothing to show. */
    @Override
    public void close() {
        metrics.ended();
    }
}

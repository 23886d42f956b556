package io.filterfit.trainer;

import io.filterfit.contracts.TrainingProgress;
import io.filterfit.service.StageContext;
import io.filterfit.training.TrainingHistory;
import io.filterfit.training.TrainingObserver;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.jboss.logging.Logger;

/** Passes on how training goes: as progress events, as metrics, and back to the trainer whether it shall stop. */
final class ReportingObserver implements TrainingObserver, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ReportingObserver.class);

    private final StageContext context;
    private final MeterRegistry registry;
    private final List<Gauge> gauges;
    private volatile double imagesPerSecond;
    private volatile double loss;
    private volatile Double validationAccuracy;

    ReportingObserver(StageContext context, MeterRegistry registry) {
        this.context = context;
        this.registry = registry;
        gauges = List.of(
                Gauge.builder("filterfit.training.images.per.second", () -> imagesPerSecond)
                        .register(registry),
                Gauge.builder("filterfit.training.loss", () -> loss).register(registry));
    }

    @Override
    public void progress(io.filterfit.training.TrainingProgress progress) {
        imagesPerSecond = progress.imagesPerSecond();
        loss = progress.loss();
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
                        validationAccuracy,
                        progress.imagesPerSecond()));
    }

    @Override
    public void epoch(TrainingHistory.Epoch epoch) {
        validationAccuracy = epoch.validationAccuracy();
    }

    @Override
    public void setback(TrainingHistory.Setback setback) {
        LOG.warnf(
                "epoch %d, step %d: %s; the epoch begins again with half the learning rate, %s",
                setback.epoch(), setback.step(), setback.problem(), setback.learningRate());
        registry.counter("filterfit.training.setbacks").increment();
    }

    @Override
    public boolean cancelled() {
        return context.isStopped();
    }

    /** Between jobs there is nothing to show. */
    @Override
    public void close() {
        gauges.forEach(registry::remove);
    }
}

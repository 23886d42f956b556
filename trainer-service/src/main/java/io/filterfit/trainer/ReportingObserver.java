package io.filterfit.trainer;

import io.filterfit.contracts.TrainingProgress;
import io.filterfit.service.StageContext;
import io.filterfit.training.TrainingHistory;
import io.filterfit.training.TrainingObserver;
import io.filterfit.training.TrainingState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jboss.logging.Logger;

/** Passes on how training goes: as progress events, as metrics, and back to the trainer whether it shall stop. */
final class ReportingObserver implements TrainingObserver, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ReportingObserver.class);

    private final StageContext context;
    private final MeterRegistry registry;
    private final List<Gauge> gauges = new ArrayList<>();
    private volatile io.filterfit.training.TrainingProgress latest;
    private volatile Double validationAccuracy;

    ReportingObserver(StageContext context, MeterRegistry registry) {
        this.context = context;
        this.registry = registry;
        gauge("step", io.filterfit.training.TrainingProgress::step);
        gauge("steps", io.filterfit.training.TrainingProgress::steps);
        gauge("epoch", io.filterfit.training.TrainingProgress::epoch);
        gauge("epochs", io.filterfit.training.TrainingProgress::epochs);
        gauge("loss", io.filterfit.training.TrainingProgress::loss);
        gauge("accuracy", io.filterfit.training.TrainingProgress::accuracy);
        gauge("images.per.second", io.filterfit.training.TrainingProgress::imagesPerSecond);
        gauge("seconds.left", io.filterfit.training.TrainingProgress::secondsLeft);
        gauges.add(Gauge.builder("filterfit.training.validation.accuracy", () -> validationAccuracy)
                .register(registry));
    }

    /** Shows nothing (not a number) until there is something to show. */
    private void gauge(String name, ToDoubleFunction<io.filterfit.training.TrainingProgress> value) {
        gauges.add(Gauge.builder("filterfit.training." + name, () -> Optional.ofNullable(latest)
                        .map(progress -> value.applyAsDouble(progress))
                        .orElse(null))
                .register(registry));
    }

    @Override
    public void resumed(TrainingState state) {
        LOG.infof("training goes on after step %d", state.step());
        registry.counter("filterfit.training.checkpoints", "event", "resumed").increment();
        if (!state.epochs().isEmpty()) {
            epoch(state.epochs().get(state.epochs().size() - 1));
        }
    }

    @Override
    public void progress(io.filterfit.training.TrainingProgress progress) {
        latest = progress;
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

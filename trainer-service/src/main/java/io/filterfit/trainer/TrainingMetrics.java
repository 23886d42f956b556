package io.filterfit.trainer;

import io.filterfit.training.TrainingProgress;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The training under way, as metrics; no numbers between trainings. */
@ApplicationScoped
class TrainingMetrics {

    private final MeterRegistry registry;
    private volatile TrainingProgress latest;
    private volatile Double validationAccuracy;

    TrainingMetrics(MeterRegistry registry) {
        this.registry = registry;
        gauge("step", null, "Steps done, from the first of the training", TrainingProgress::step);
        gauge("steps", null, "Steps of the training in all", TrainingProgress::steps);
        gauge("epoch", null, "The epoch under way, from 1", TrainingProgress::epoch);
        gauge("epochs", null, "Epochs in all", TrainingProgress::epochs);
        gauge("loss", "nats", "Mean over the epoch so far", TrainingProgress::loss);
        gauge("accuracy", "ratio", "Top-1 on the training images of the epoch so far", TrainingProgress::accuracy);
        gauge("images.per.second", null, "Training throughput", TrainingProgress::imagesPerSecond);
        gauge("time.left", "seconds", "Estimate of what is left of the training", TrainingProgress::secondsLeft);
        Gauge.builder("filterfit.training.validation.accuracy", () -> validationAccuracy)
                .description("Top-1 on the validation split after the last full epoch")
                .baseUnit("ratio")
                .register(registry);
        Stream.of("saved", "resumed", "lost", "unreadable").forEach(this::checkpoints);
        setbacks();
    }

    void progress(TrainingProgress progress) {
        latest = progress;
    }

    void validated(Double accuracy) {
        validationAccuracy = accuracy;
    }

    Double validationAccuracy() {
        return validationAccuracy;
    }

    /** @param what became of it: {@code saved}, {@code resumed}, {@code lost} or {@code unreadable} */
    void checkpoint(String what) {
        checkpoints(what).increment();
    }

    void setback() {
        setbacks().increment();
    }

    /** There is nothing to show from now on. */
    void ended() {
        latest = null;
        validationAccuracy = null;
    }

    private void gauge(String name, String unit, String description, ToDoubleFunction<TrainingProgress> value) {
        Gauge.builder("filterfit.training." + name, () -> {
                    var progress = latest;
                    return progress == null ? null : value.applyAsDouble(progress);
                })
                .description(description)
                .baseUnit(unit)
                .register(registry);
    }

    private Counter checkpoints(String what) {
        return Counter.builder("filterfit.training.checkpoints")
                .description("What became of checkpoints")
                .tag("event", what)
                .register(registry);
    }

    private Counter setbacks() {
        return Counter.builder("filterfit.training.setbacks")
                .description("Epochs that began again with half the learning rate, for the loss exploded")
                .register(registry);
    }
}

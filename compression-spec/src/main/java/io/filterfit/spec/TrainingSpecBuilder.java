package io.filterfit.spec;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.annotation.JsonPOJOBuilder;

/** Makes a training specification out of another one, and out of JSON that leaves things out. */
@JsonPOJOBuilder(withPrefix = "")
public final class TrainingSpecBuilder {

    private int epochs;
    private int batchSize;
    private double learningRate;
    private double momentum;
    private double weightDecay;
    private double warmupEpochs;
    private boolean augment;
    private int validationImages;
    private int microBatches;
    private double labelSmoothing;
    private Distillation distillation;
    private Mixup mixup;
    private Ema ema;
    private EarlyStop earlyStop;

    /** Where nothing is said, it is {@link TrainingSpec#FINE_TUNING}. */
    TrainingSpecBuilder() {
        this(TrainingSpec.FINE_TUNING);
    }

    TrainingSpecBuilder(TrainingSpec start) {
        epochs = start.epochs();
        batchSize = start.batchSize();
        learningRate = start.learningRate();
        momentum = start.momentum();
        weightDecay = start.weightDecay();
        warmupEpochs = start.warmupEpochs();
        augment = start.augment();
        validationImages = start.validationImages();
        microBatches = start.microBatches();
        labelSmoothing = start.labelSmoothing();
        distillation = start.distillation();
        mixup = start.mixup();
        ema = start.ema();
        earlyStop = start.earlyStop();
    }

    @JsonSetter(nulls = Nulls.SKIP)
    public TrainingSpecBuilder epochs(int value) {
        epochs = value;
        return this;
    }

    @JsonSetter(nulls = Nulls.SKIP)
    public TrainingSpecBuilder batchSize(int value) {
        batchSize = value;
        return this;
    }

    @JsonSetter(nulls = Nulls.SKIP)
    public TrainingSpecBuilder learningRate(double value) {
        learningRate = value;
        return this;
    }

    @JsonSetter(nulls = Nulls.SKIP)
    public TrainingSpecBuilder momentum(double value) {
        momentum = value;
        return this;
    }

    @JsonSetter(nulls = Nulls.SKIP)
    public TrainingSpecBuilder weightDecay(double value) {
        weightDecay = value;
        return this;
    }

    @JsonSetter(nulls = Nulls.SKIP)
    public TrainingSpecBuilder warmupEpochs(double value) {
        warmupEpochs = value;
        return this;
    }

    @JsonSetter(nulls = Nulls.SKIP)
    public TrainingSpecBuilder augment(boolean value) {
        augment = value;
        return this;
    }

    @JsonSetter(nulls = Nulls.SKIP)
    public TrainingSpecBuilder validationImages(int value) {
        validationImages = value;
        return this;
    }

    @JsonSetter(nulls = Nulls.SKIP)
    public TrainingSpecBuilder microBatches(int value) {
        microBatches = value;
        return this;
    }

    @JsonSetter(nulls = Nulls.SKIP)
    public TrainingSpecBuilder labelSmoothing(double value) {
        labelSmoothing = value;
        return this;
    }

    @JsonSetter
    public TrainingSpecBuilder distillation(Distillation value) {
        distillation = value;
        return this;
    }

    @JsonSetter
    public TrainingSpecBuilder mixup(Mixup value) {
        mixup = value;
        return this;
    }

    @JsonSetter
    public TrainingSpecBuilder ema(Ema value) {
        ema = value;
        return this;
    }

    @JsonSetter
    public TrainingSpecBuilder earlyStop(EarlyStop value) {
        earlyStop = value;
        return this;
    }

    /** @throws CompressionException INVALID_REQUEST, naming the property that is out of range */
    public TrainingSpec build() {
        return new TrainingSpec(
                epochs,
                batchSize,
                learningRate,
                momentum,
                weightDecay,
                warmupEpochs,
                augment,
                validationImages,
                microBatches,
                labelSmoothing,
                distillation,
                mixup,
                ema,
                earlyStop);
    }
}

package io.filterfit.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

/**
 * How the network is trained: SGD with Nesterov momentum, weight decay and a cosine schedule, on randomly flipped and
 * cropped images, keeping the checkpoint that scores best on the validation split.
 *
 * <p>In JSON everything may be left out; what is missing is taken from {@link #FINE_TUNING}.
 *
 * @param epochs passes over the training split; 0 leaves the weights as they are
 * @param batchSize images per step
 * @param learningRate the peak of the schedule
 * @param momentum Nesterov momentum
 * @param weightDecay L2 weight decay, applied to convolution and dense weights only
 * @param warmupEpochs epochs over which the learning rate climbs linearly to its peak; may be fractional
 * @param augment whether images are flipped and cropped (padding 4)
 * @param validationImages images held out of the training set; they choose the checkpoint and drive every decision
 * @param microBatches parts that a step's images are computed in, one after the other, where memory is short; 1 for all at once
 * @param labelSmoothing share of the label's probability that is spread over all classes (Szegedy et al., 2016); 0 for none
 * @param distillation learning from the network before it was cut; null for none
 * @param mixup mixing of images; null for none
 * @param ema averaging of weights; null for none
 * @param earlyStop end before the last epoch; null for never
 */
@JsonDeserialize(builder = TrainingSpecBuilder.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TrainingSpec(
        int epochs,
        int batchSize,
        double learningRate,
        double momentum,
        double weightDecay,
        double warmupEpochs,
        boolean augment,
        int validationImages,
        int microBatches,
        double labelSmoothing,
        Distillation distillation,
        Mixup mixup,
        Ema ema,
        EarlyStop earlyStop) {

    public TrainingSpec {
        Checks.atLeast("training.epochs", epochs, 0);
        Checks.atLeast("training.batchSize", batchSize, 1);
        Checks.atLeast("training.learningRate", learningRate, 0);
        Checks.fraction("training.momentum", momentum);
        Checks.atLeast("training.weightDecay", weightDecay, 0);
        Checks.atLeast("training.warmupEpochs", warmupEpochs, 0);
        Checks.atLeast("training.validationImages", validationImages, 1);
        Checks.atLeast("training.microBatches", microBatches, 1);
        Checks.fraction("training.labelSmoothing", labelSmoothing);
        if (microBatches > batchSize) {
            throw Checks.invalid("training.microBatches is " + microBatches
                    + "; it must be at most batchSize, which is " + batchSize);
        }
    }

    /** Without any of the options that are off unless they are named. */
    public TrainingSpec(
            int epochs,
            int batchSize,
            double learningRate,
            double momentum,
            double weightDecay,
            double warmupEpochs,
            boolean augment,
            int validationImages) {
        this(
                epochs,
                batchSize,
                learningRate,
                momentum,
                weightDecay,
                warmupEpochs,
                augment,
                validationImages,
                1,
                0,
                null,
                null,
                null,
                null);
    }

    /** Fine-tuning after a cut: what a request gets that says nothing of training. */
    public static final TrainingSpec FINE_TUNING = new TrainingSpec(10, 128, 0.02, 0.9, 1e-4, 0, true, 5_000);

    /** To make a changed copy. */
    public TrainingSpecBuilder with() {
        return new TrainingSpecBuilder(this);
    }
}

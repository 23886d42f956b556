package io.filterfit.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/**
 * How the network is trained: SGD with Nesterov momentum, weight decay and a cosine schedule, on randomly flipped and
 * cropped images, keeping the checkpoint that scores best on the validation split.
 *
 * @param epochs passes over the training split; 0 leaves the weights as they are
 * @param batchSize images per step
 * @param learningRate the peak of the schedule
 * @param momentum Nesterov momentum
 * @param weightDecay L2 weight decay, applied to convolution and dense weights only
 * @param warmupEpochs epochs over which the learning rate climbs linearly to its peak; may be fractional
 * @param augment whether images are flipped and cropped (padding 4)
 * @param validationImages images held out of the training set; they choose the checkpoint and drive every decision
 */
public record TrainingSpec(
        int epochs,
        int batchSize,
        double learningRate,
        double momentum,
        double weightDecay,
        double warmupEpochs,
        boolean augment,
        int validationImages) {

    public TrainingSpec {
        Checks.atLeast("training.epochs", epochs, 0);
        Checks.atLeast("training.batchSize", batchSize, 1);
        Checks.atLeast("training.learningRate", learningRate, 0);
        Checks.atLeast("training.momentum", momentum, 0);
        Checks.atLeast("training.weightDecay", weightDecay, 0);
        Checks.atLeast("training.warmupEpochs", warmupEpochs, 0);
        Checks.atLeast("training.validationImages", validationImages, 1);
        if (momentum >= 1) {
            throw Checks.invalid("training.momentum is " + momentum + "; it must be below 1");
        }
    }

    /** Fine-tuning after a cut: what a request gets that says nothing of training. */
    public static final TrainingSpec FINE_TUNING = new TrainingSpec(10, 128, 0.02, 0.9, 1e-4, 0, true, 5_000);

    /** From JSON, where everything may be left out; what is missing is taken from {@link #FINE_TUNING}. */
    @JsonCreator
    static TrainingSpec fromJson(
            @JsonProperty("epochs") Integer epochs,
            @JsonProperty("batchSize") Integer batchSize,
            @JsonProperty("learningRate") Double learningRate,
            @JsonProperty("momentum") Double momentum,
            @JsonProperty("weightDecay") Double weightDecay,
            @JsonProperty("warmupEpochs") Double warmupEpochs,
            @JsonProperty("augment") Boolean augment,
            @JsonProperty("validationImages") Integer validationImages) {
        return new TrainingSpec(
                Optional.ofNullable(epochs).orElse(FINE_TUNING.epochs),
                Optional.ofNullable(batchSize).orElse(FINE_TUNING.batchSize),
                Optional.ofNullable(learningRate).orElse(FINE_TUNING.learningRate),
                Optional.ofNullable(momentum).orElse(FINE_TUNING.momentum),
                Optional.ofNullable(weightDecay).orElse(FINE_TUNING.weightDecay),
                Optional.ofNullable(warmupEpochs).orElse(FINE_TUNING.warmupEpochs),
                Optional.ofNullable(augment).orElse(FINE_TUNING.augment),
                Optional.ofNullable(validationImages).orElse(FINE_TUNING.validationImages));
    }
}

package io.filterfit.cli;

import io.filterfit.spec.TrainingSpec;
import picocli.CommandLine.Option;

/** How the network is trained; what is not given comes from the command's own defaults. */
final class TrainingOptions {

    @Option(names = "--epochs", paramLabel = "N", description = "Passes over the training images.")
    private Integer epochs;

    @Option(names = "--batch-size", paramLabel = "N", description = "Images per step.")
    private Integer batchSize;

    @Option(names = "--learning-rate", paramLabel = "RATE", description = "The peak of the cosine schedule.")
    private Double learningRate;

    @Option(names = "--momentum", paramLabel = "M", description = "Nesterov momentum.")
    private Double momentum;

    @Option(names = "--weight-decay", paramLabel = "L2", description = "L2 weight decay.")
    private Double weightDecay;

    @Option(names = "--warmup-epochs", paramLabel = "N", description = "Epochs of linear warm-up; may be fractional.")
    private Double warmupEpochs;

    @Option(names = "--no-augment", description = "Neither flip nor crop the images.")
    private boolean plainImages;

    @Option(
            names = "--validation-images",
            paramLabel = "N",
            description = "Images held out of the training set; they choose the checkpoint.")
    private Integer validationImages;

    TrainingSpec toSpec(TrainingSpec defaults) {
        return new TrainingSpec(
                epochs == null ? defaults.epochs() : epochs,
                batchSize == null ? defaults.batchSize() : batchSize,
                learningRate == null ? defaults.learningRate() : learningRate,
                momentum == null ? defaults.momentum() : momentum,
                weightDecay == null ? defaults.weightDecay() : weightDecay,
                warmupEpochs == null ? defaults.warmupEpochs() : warmupEpochs,
                !plainImages && defaults.augment(),
                validationImages == null ? defaults.validationImages() : validationImages);
    }
}

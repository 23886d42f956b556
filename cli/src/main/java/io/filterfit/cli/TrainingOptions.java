package io.filterfit.cli;

import io.filterfit.spec.Checks;
import io.filterfit.spec.Distillation;
import io.filterfit.spec.EarlyStop;
import io.filterfit.spec.Ema;
import io.filterfit.spec.Mixup;
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

    @Option(
            names = "--micro-batches",
            paramLabel = "N",
            description = "Compute the images of a step in this many parts, where memory is short.")
    private Integer microBatches;

    @Option(
            names = "--label-smoothing",
            paramLabel = "SHARE",
            description = "Spread this share of every label over all classes, for instance 0.1.")
    private Double labelSmoothing;

    @Option(
            names = "--distillation",
            paramLabel = "WEIGHT",
            description =
                    "Learn from the network as it was before the cut with this weight, for instance 0.9, and from the"
                            + " labels with the rest.")
    private Double distillation;

    @Option(
            names = "--temperature",
            paramLabel = "T",
            description = "Of the distillation: how much what the teacher thinks of wrong classes counts (4).")
    private Double temperature;

    @Option(
            names = "--mixup",
            paramLabel = "ALPHA",
            description = "Train on mixtures of two images, by shares drawn from Beta(ALPHA, ALPHA), for instance 0.2.")
    private Double mixup;

    @Option(
            names = "--ema",
            paramLabel = "DECAY",
            description = "Average the weights with this decay, for instance 0.999, and keep the average where it does"
                    + " better.")
    private Double ema;

    @Option(
            names = "--early-stop",
            paramLabel = "N",
            description = "End after N epochs in a row that did not improve the validation accuracy.")
    private Integer earlyStop;

    @Option(
            names = "--minimum-improvement",
            paramLabel = "SHARE",
            description = "What --early-stop takes for an improvement (0.001).")
    private Double minimumImprovement;

    boolean hasDistillation() {
        return distillation != null;
    }

    TrainingSpec toSpec(TrainingSpec defaults) {
        requireWith("--temperature", temperature, "--distillation", distillation(defaults.distillation()));
        requireWith("--minimum-improvement", minimumImprovement, "--early-stop", earlyStop);
        return new TrainingSpec(
                or(epochs, defaults.epochs()),
                or(batchSize, defaults.batchSize()),
                or(learningRate, defaults.learningRate()),
                or(momentum, defaults.momentum()),
                or(weightDecay, defaults.weightDecay()),
                or(warmupEpochs, defaults.warmupEpochs()),
                !plainImages && defaults.augment(),
                or(validationImages, defaults.validationImages()),
                or(microBatches, defaults.microBatches()),
                or(labelSmoothing, defaults.labelSmoothing()),
                distillation(defaults.distillation()),
                mixup == null ? defaults.mixup() : new Mixup(mixup),
                ema == null ? defaults.ema() : new Ema(ema),
                earlyStop == null
                        ? defaults.earlyStop()
                        : new EarlyStop(earlyStop, or(minimumImprovement, EarlyStop.DEFAULT.minimumImprovement())));
    }

    private Distillation distillation(Distillation usual) {
        if (distillation == null && usual == null) {
            return null;
        }
        Distillation otherwise = or(usual, Distillation.DEFAULT);
        return new Distillation(or(distillation, otherwise.weight()), or(temperature, otherwise.temperature()));
    }

    private static <T> T or(T given, T usual) {
        return given == null ? usual : given;
    }

    private static void requireWith(String option, Object value, String other, Object otherValue) {
        if (value != null && otherValue == null) {
            throw Checks.invalid(option + " belongs to " + other + "; give both or neither");
        }
    }
}

package io.filterfit.cli;

import io.filterfit.dataset.ImageDataset;
import io.filterfit.dataset.ImageSplit;
import io.filterfit.evaluation.Classification;
import io.filterfit.evaluation.NetworkCost;
import io.filterfit.model.Network;
import io.filterfit.model.Networks;
import io.filterfit.spec.TrainingSpec;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how well a network classifies. */
@Command(
        name = "evaluate",
        description = "Measure a network's accuracy on a data set.",
        mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {

    @Mixin
    private Output output;

    @Option(names = "--model", paramLabel = "FILE", required = true, description = "The network.")
    private Path model;

    @Mixin
    private DatasetOptions images;

    @Option(
            names = "--split",
            paramLabel = "test|validation",
            defaultValue = "test",
            description = "The test images, or those that training holds out (${DEFAULT-VALUE}).")
    private Split split;

    enum Split {
        TEST,
        VALIDATION
    }

    /** The outcome for machines. */
    record Evaluated(
            String split,
            double accuracy,
            double accuracyLower,
            double accuracyUpper,
            int correct,
            int total,
            int correctTop5,
            double loss,
            double imagesPerSecond,
            long parameters,
            long flops) {}

    @Override
    public Integer call() {
        Network network = Networks.read(model);
        Classification measured;
        try (StageProgress stages = output.stages()) {
            measured = Classification.of(network.graph(), choose(images.open(stages)));
        }
        NetworkCost cost = NetworkCost.of(network.graph());
        output.line(String.format(
                Locale.ROOT,
                "%s accuracy %.2f %% (95 %% interval %.2f to %.2f), %d of %d correct, loss %.4f, %.0f images/s",
                measured.split(),
                100 * measured.accuracy().value(),
                100 * measured.accuracy().lower(),
                100 * measured.accuracy().upper(),
                measured.correct(),
                measured.total(),
                measured.loss(),
                measured.imagesPerSecond()));
        output.result(new Evaluated(
                measured.split(),
                measured.accuracy().value(),
                measured.accuracy().lower(),
                measured.accuracy().upper(),
                measured.correct(),
                measured.total(),
                measured.correctTop5(),
                measured.loss(),
                measured.imagesPerSecond(),
                cost.parameters(),
                cost.macs()));
        return 0;
    }

    private ImageSplit choose(ImageDataset dataset) {
        return switch (split) {
            case TEST -> dataset.test();
            case VALIDATION ->
                dataset.holdOut(TrainingSpec.FINE_TUNING.validationImages()).validation();
        };
    }
}

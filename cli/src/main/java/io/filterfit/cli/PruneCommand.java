package io.filterfit.cli;

import io.filterfit.dataset.Datasets;
import io.filterfit.dataset.ImageDataset;
import io.filterfit.model.Network;
import io.filterfit.model.Networks;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.FailureReason;
import io.filterfit.spec.TrainingSpec;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Cuts a network in this process, without a pipeline. */
@Command(
        name = "prune",
        description = {
            "Cut a network offline, in one process: analyse, plan, cut, verify, and with a data set recover and measure.",
            "Without --dataset nothing is measured, and accuracies are null. --epochs adds fine-tuning (none)."
        },
        mixinStandardHelpOptions = true)
final class PruneCommand implements Callable<Integer> {

    private static final TrainingSpec NO_FINE_TUNING = withoutEpochs(TrainingSpec.FINE_TUNING);
    private static final String NO_DATASET = "none";

    @Mixin
    private Output output;

    @Option(names = "--model", paramLabel = "FILE", required = true, description = "The network.")
    private Path model;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "Where the cut network is written.")
    private Path out;

    @Option(
            names = "--dataset",
            paramLabel = "NAME|DIR",
            description = "Images to recover and measure with: cifar10 or a directory.")
    private String dataset;

    @Mixin
    private CompressionOptions compression;

    @Override
    public Integer call() {
        OutputFiles.requireWritable(out);
        CompressionSpec spec = compression.toSpec(dataset == null ? NO_DATASET : dataset, NO_FINE_TUNING);
        if (dataset == null && spec.training().epochs() > 0) {
            throw new CompressionException(
                    FailureReason.INVALID_REQUEST, "--epochs needs images to train on; add --dataset");
        }
        Network network = Networks.read(model);
        Compressed compressed;
        try (StageProgress stages = output.stages()) {
            Optional<ImageDataset> images =
                    Optional.ofNullable(dataset).map(name -> Datasets.ofUser().open(name, new FetchProgress(stages)));
            compressed = new OfflineCompression(spec, images, stages, output::line).run(network, out);
        }
        output.line(compressed.table());
        output.line("network  " + compressed.model());
        output.result(compressed);
        return 0;
    }

    private static TrainingSpec withoutEpochs(TrainingSpec usual) {
        return new TrainingSpec(
                0,
                usual.batchSize(),
                usual.learningRate(),
                usual.momentum(),
                usual.weightDecay(),
                usual.warmupEpochs(),
                usual.augment(),
                usual.validationImages());
    }
}

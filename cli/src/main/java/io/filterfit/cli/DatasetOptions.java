package io.filterfit.cli;

import io.filterfit.dataset.Datasets;
import io.filterfit.dataset.ImageDataset;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The images to work on. */
final class DatasetOptions {

    @Option(
            names = "--dataset",
            paramLabel = "NAME|DIR",
            required = true,
            description =
                    "cifar10, fashion-mnist, or a directory: CIFAR-10's binary files, MNIST's IDX files, or train/<class>/"
                            + " and test/<class>/ images.")
    private String dataset;

    @Mixin
    private NormalisationOptions normalisation;

    /** Opens it, fetching it first if need be. */
    ImageDataset open(StageProgress stages) {
        return Datasets.ofUser().open(dataset, new FetchProgress(stages)).normalised(normalisation.toNormalisation());
    }
}

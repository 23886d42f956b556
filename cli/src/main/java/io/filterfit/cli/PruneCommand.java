package io.filterfit.cli;

import io.filterfit.dataset.Datasets;
import io.filterfit.dataset.ImageDataset;
import io.filterfit.dataset.NetworkInput;
import io.filterfit.manifest.Manifest;
import io.filterfit.model.Network;
import io.filterfit.model.Networks;
import io.filterfit.report.CompressionReport;
import io.filterfit.report.Reports;
import io.filterfit.spec.Allocation;
import io.filterfit.spec.Checks;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.Target;
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

    private static final TrainingSpec NO_FINE_TUNING =
            TrainingSpec.FINE_TUNING.with().epochs(0).build();
    private static final String NO_DATASET = "none";

    @Mixin
    private Output output;

    @Option(names = "--model", paramLabel = "FILE", required = true, description = "The network.")
    private Path model;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description =
                    "Where the cut network is written: as ONNX if the name ends in .onnx, else as a Deeplearning4j zip.")
    private Path out;

    @Mixin
    private OnnxFileOptions onnx;

    @Option(
            names = "--dataset",
            paramLabel = "NAME|DIR",
            description = "Images to recover and measure with: cifar10, fashion-mnist or a directory.")
    private String dataset;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Where report.json and report.html are put (the name of --out with .report).")
    private Path reports;

    @Option(
            names = "--manifest",
            paramLabel = "FILE",
            description = "Where it is written which filters were kept (manifest.json beside the report).")
    private Path manifestFile;

    @Mixin
    private CompressionOptions compression;

    @Mixin
    private ImageSizeOption imageSize;

    @Mixin
    private DeviceOptions device;

    @Override
    public Integer call() {
        onnx.requireFor(out);
        OutputFiles.requireWritable(out);
        if (manifestFile != null) {
            OutputFiles.requireWritable(manifestFile);
        }
        CompressionSpec spec = compression.toSpec(dataset == null ? NO_DATASET : dataset, NO_FINE_TUNING);
        if (dataset == null && spec.training().epochs() > 0) {
            throw Checks.invalid("--epochs needs images to train on; add --dataset");
        }
        if (dataset == null && spec.softPruning() != null) {
            throw Checks.invalid("--soft-pruning needs images to train on; add --dataset");
        }
        if (dataset == null && spec.target() instanceof Target.Measured) {
            throw Checks.invalid("--latency-reduction and --accuracy-drop need images to measure with; add --dataset");
        }
        if (dataset == null && spec.allocation() == Allocation.SENSITIVITY) {
            throw Checks.invalid("--allocation sensitivity needs images to measure with; add --dataset");
        }
        device.apply(output);
        Path directory = reports == null ? Path.of(out + ".report") : reports;
        CompressionReport report;
        Manifest manifest;
        try (StageProgress stages = output.stages()) {
            Optional<ImageDataset> images = Optional.ofNullable(dataset).map(name -> Datasets.ofUser()
                    .open(name, new FetchProgress(stages))
                    .normalised(spec.normalisation()));
            Network read = imageSize.told(Networks.read(model));
            Network network = images.map(known -> NetworkInput.fit(read, known)).orElse(read);
            OfflineCompression offline = new OfflineCompression(network, spec, images, stages, output::line);
            report = offline.run(model, out, onnx, directory);
            manifest = offline.manifest(model);
        }
        Reports.write(report, directory);
        Path manifestPath = manifestFile == null ? directory.resolve(ManifestFile.NAME) : manifestFile;
        ManifestFile.write(manifest, manifestPath);
        output.line(Reports.toTable(report));
        output.line("network  " + out);
        output.line("manifest " + manifestPath);
        output.line("report   " + directory.resolve(Reports.PAGE_FILE));
        output.result(Compressed.of(report, out, manifestPath, directory));
        return 0;
    }
}

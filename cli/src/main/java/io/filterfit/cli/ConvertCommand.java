package io.filterfit.cli;

import io.filterfit.evaluation.NetworkCost;
import io.filterfit.model.Network;
import io.filterfit.model.Networks;
import io.filterfit.model.onnx.export.OnnxOptions;
import io.filterfit.report.OnnxMetadata;
import io.filterfit.spec.Checks;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes a network in another format. */
@Command(
        name = "convert",
        description = "Write a network in another format: a Deeplearning4j zip (.zip) or ONNX (.onnx).",
        mixinStandardHelpOptions = true)
final class ConvertCommand implements Callable<Integer> {

    @Mixin
    private Output output;

    @Option(names = "--model", paramLabel = "FILE", required = true, description = "The network, in any format.")
    private Path model;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "The file to write; its ending, .zip or .onnx, says in which format.")
    private Path out;

    @Mixin
    private ImageSizeOption imageSize;

    @Mixin
    private OnnxFileOptions onnx;

    /** The outcome for machines. */
    record Converted(String kind, String model, long flops, long parameters, boolean batchNormFolded) {}

    @Override
    public Integer call() {
        if (!Networks.isOnnx(out) && !out.toString().toLowerCase(Locale.ROOT).endsWith(".zip")) {
            throw Checks.invalid("--out is " + out + "; a file's name has to end in .zip or .onnx to say its format");
        }
        onnx.requireFor(out);
        OutputFiles.requireWritable(out);
        Network network = imageSize.told(Networks.read(model));
        OnnxOptions options = onnx.withMetadata(OnnxMetadata.ofVersion());
        NetworkCost cost = NetworkCost.of(network.graph());
        Networks.write(network, out, options);
        output.line("network  " + out);
        output.result(new Converted(
                Networks.isOnnx(out) ? "onnx" : "zip",
                out.toAbsolutePath().toString(),
                cost.macs(),
                cost.parameters(),
                options.foldBatchNorm()));
        return 0;
    }
}

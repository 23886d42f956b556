package io.filterfit.cli;

import io.filterfit.dataset.NetworkInput;
import io.filterfit.evaluation.NetworkCost;
import io.filterfit.model.InputShape;
import io.filterfit.model.Network;
import io.filterfit.model.Networks;
import io.filterfit.model.onnx.export.OnnxOptions;
import io.filterfit.report.OnnxMetadata;
import io.filterfit.spec.Checks;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.deeplearning4j.nn.graph.ComputationGraph;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes a network in another format. */
@Command(
        name = "convert",
        description = "Write a network in another format: a Deeplearning4j zip (.zip) or ONNX (.onnx).",
        mixinStandardHelpOptions = true)
final class ConvertCommand implements Callable<Integer> {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,5})x(\\d{1,5})");

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

    @Option(
            names = "--image-size",
            paramLabel = "HEIGHTxWIDTH",
            description = "Of the images, where the network does not say, for instance 32x32.")
    private String imageSize;

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
        Network network = sized(Networks.read(model));
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

    private Network sized(Network network) {
        if (imageSize == null) {
            return network;
        }
        Matcher size = SIZE.matcher(imageSize);
        if (!size.matches()) {
            throw Checks.invalid("--image-size is '" + imageSize + "'; it must look like 32x32");
        }
        ComputationGraph graph = network.graph();
        NetworkInput input = NetworkInput.of(graph);
        InputShape shape = new InputShape(
                Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2)), input.channels(), input.layout());
        Optional<InputShape> known = InputShape.of(graph);
        if (known.isPresent() && !known.get().equals(shape)) {
            throw Checks.invalid("--image-size is " + imageSize + ", but the network takes images of "
                    + known.get().height() + "x" + known.get().width() + "; leave it out");
        }
        return network.with(shape.pin(graph));
    }
}

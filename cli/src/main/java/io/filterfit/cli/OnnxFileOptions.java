package io.filterfit.cli;

import io.filterfit.model.Networks;
import io.filterfit.model.onnx.export.OnnxOptions;
import io.filterfit.spec.Checks;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;

/** How a network is written as ONNX. */
final class OnnxFileOptions {

    @Option(
            names = "--fold-batch-norm",
            description = "In an ONNX file, put batch norms into the convolutions before them.")
    private boolean foldBatchNorm;

    /** Fails if something is asked for that only ONNX has, and the file is not to be ONNX. */
    void requireFor(Path out) {
        if (foldBatchNorm && !Networks.isOnnx(out)) {
            throw Checks.invalid("--fold-batch-norm is for ONNX; let the file of --out end in .onnx");
        }
    }

    OnnxOptions withMetadata(Map<String, String> metadata) {
        return new OnnxOptions(foldBatchNorm, metadata);
    }
}

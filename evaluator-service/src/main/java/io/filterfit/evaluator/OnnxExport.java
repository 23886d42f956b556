package io.filterfit.evaluator;

import io.filterfit.contracts.ArtifactReference;
import io.filterfit.model.Network;
import io.filterfit.model.Networks;
import io.filterfit.model.onnx.export.OnnxOptions;
import io.filterfit.service.StageContext;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.util.Map;

/**
 * The compressed network as ONNX. A network that has no counterpart there ends no job: the user has its zip.
 *
 * @param file in the store; null where there is none
 * @param problem why there is none; null where there is one
 */
record OnnxExport(ArtifactReference file, String problem) {

    private static final String NAME = "trained.onnx";

    static OnnxExport of(Network network, Map<String, String> metadata, StageContext context) {
        var file = context.file(NAME);
        try {
            Networks.write(network, file, new OnnxOptions(false, metadata));
        } catch (CompressionException e) {
            if (e.reason() != FailureReason.MODEL_UNSUPPORTED) {
                throw e;
            }
            return new OnnxExport(null, e.getMessage());
        }
        return new OnnxExport(context.keep(file), null);
    }
}

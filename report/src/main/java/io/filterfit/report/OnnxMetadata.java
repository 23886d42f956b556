package io.filterfit.report;

import io.filterfit.evaluation.NetworkCost;
import io.filterfit.spec.CompressionSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** What an ONNX file says about itself, under keys that begin with {@code filterfit.}. */
public final class OnnxMetadata {

    private OnnxMetadata() {}

    /** Of a network that was only converted. */
    public static Map<String, String> ofVersion() {
        return Map.of("filterfit.version", RunEnvironment.version());
    }

    /** Of a compressed network; FLOPs are multiply-accumulates of convolution and dense layers for one image. */
    public static Map<String, String> of(
            String job, CompressionSpec spec, ComputationGraph before, ComputationGraph after) {
        Map<String, String> metadata = new LinkedHashMap<>(ofVersion());
        metadata.put("filterfit.job_id", job);
        metadata.put("filterfit.criterion", spec.criterion().name());
        metadata.put(
                "filterfit.flops_before", Long.toString(NetworkCost.of(before).macs()));
        metadata.put(
                "filterfit.flops_after", Long.toString(NetworkCost.of(after).macs()));
        return metadata;
    }
}

package io.filterfit.model.onnx.export;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a network is written as ONNX.
 *
 * @param foldBatchNorm whether a batch norm behind a convolution or dense layer goes into its weights and bias
 * @param metadata what the file says about itself ({@code metadata_props}), in this order
 */
public record OnnxOptions(boolean foldBatchNorm, Map<String, String> metadata) {

    /** Every layer as it is, without metadata. */
    public static final OnnxOptions PLAIN = new OnnxOptions(false, Map.of());

    public OnnxOptions {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    public OnnxOptions withFoldBatchNorm(boolean fold) {
        return new OnnxOptions(fold, metadata);
    }
}

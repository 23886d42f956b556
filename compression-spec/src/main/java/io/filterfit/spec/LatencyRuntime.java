package io.filterfit.spec;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What runs networks whose time counts. */
public enum LatencyRuntime {
    /** FilterFit's own passes, as its reports time them. */
    @JsonProperty("native")
    NATIVE,
    /** ONNX Runtime on the CPU, given the network as ONNX. */
    @JsonProperty("onnxruntime")
    ONNXRUNTIME
}

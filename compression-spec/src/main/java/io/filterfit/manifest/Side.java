package io.filterfit.manifest;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whose channels run along a dimension of a parameter. */
public enum Side {
    /** Those that the layer reads. */
    @JsonProperty("input")
    INPUT,
    /** Those that it writes. */
    @JsonProperty("output")
    OUTPUT
}

package io.filterfit.spec;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The p of the vector norm ||w||_p taken of a flattened filter. */
public enum Norm {
    @JsonProperty("l1")
    L1,
    @JsonProperty("l2")
    L2
}

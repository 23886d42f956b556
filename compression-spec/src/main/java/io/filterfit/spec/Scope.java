package io.filterfit.spec;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which coupled groups may lose filters. */
public enum Scope {
    /** Only groups that no residual add touches (as PFEC does). */
    @JsonProperty("inner")
    INNER,
    /** Coupled groups too. */
    @JsonProperty("all")
    ALL
}

package io.filterfit.spec;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How what is removed is shared out among the coupled groups. */
public enum Allocation {
    /** Every group loses the same share of its filters. */
    @JsonProperty("uniform")
    UNIFORM,
    /**
     * The filters of all groups are ranked together, by what the criterion makes of each as a multiple of its group's mean, and the last
     * ones go. A group of which many filters count for little loses more.
     */
    @JsonProperty("global")
    GLOBAL,
    /** Groups whose cut was measured to cost little accuracy for what it saves lose more. */
    @JsonProperty("sensitivity")
    SENSITIVITY
}

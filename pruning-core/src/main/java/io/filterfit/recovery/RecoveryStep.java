package io.filterfit.recovery;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What can be done to a network after a cut. */
public enum RecoveryStep {
    /** It stays as the cut left it. */
    @JsonProperty("nothing")
    NOTHING,
    /** Running statistics measured anew. */
    @JsonProperty("batch-norm-recalibration")
    BATCH_NORM_RECALIBRATION,
    /** Layers that lost inputs refitted. */
    @JsonProperty("reconstruction")
    RECONSTRUCTION,
    /** Layers refitted, then statistics measured. */
    @JsonProperty("reconstruction-and-recalibration")
    RECONSTRUCTION_AND_RECALIBRATION
}

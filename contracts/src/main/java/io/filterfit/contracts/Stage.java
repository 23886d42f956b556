package io.filterfit.contracts;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** The stages of a job, in the order in which every round passes through them. */
public enum Stage {
    @JsonProperty("analyzer")
    ANALYZER,
    @JsonProperty("pruner")
    PRUNER,
    @JsonProperty("trainer")
    TRAINER,
    @JsonProperty("evaluator")
    EVALUATOR;

    /** The name in JSON, in object keys, metrics and logs, for instance {@code pruner}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

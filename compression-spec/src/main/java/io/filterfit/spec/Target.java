package io.filterfit.spec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * How much smaller the network has to become. JSON: {@code {"type": "flops-reduction", "value": 0.5}}.
 *
 * <p>All values are shares between 0 and 1, both excluded, of the network as it was submitted.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Target.FilterRatio.class, name = "filter-ratio"),
    @JsonSubTypes.Type(value = Target.FlopsReduction.class, name = "flops-reduction"),
    @JsonSubTypes.Type(value = Target.ParameterReduction.class, name = "parameter-reduction")
})
public sealed interface Target {

    double value();

    /** Removes this share of the filters of every prunable group. */
    record FilterRatio(double value) implements Target {
        public FilterRatio {
            Checks.share("target.value", value);
        }
    }

    /** Removes at least this share of the FLOPs (multiply-accumulates of convolution and dense layers). */
    record FlopsReduction(double value) implements Target {
        public FlopsReduction {
            Checks.share("target.value", value);
        }
    }

    /** Removes at least this share of the trainable parameters. */
    record ParameterReduction(double value) implements Target {
        public ParameterReduction {
            Checks.share("target.value", value);
        }
    }
}

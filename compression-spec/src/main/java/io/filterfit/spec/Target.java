package io.filterfit.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Optional;

/**
 * How much smaller the network has to become. JSON: {@code {"type": "flops-reduction", "value": 0.5}}.
 *
 * <p>All values are shares between 0 and 1, both excluded, of the network as it was submitted; that of an accuracy is one of all images.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Target.FilterRatio.class, name = "filter-ratio"),
    @JsonSubTypes.Type(value = Target.FlopsReduction.class, name = "flops-reduction"),
    @JsonSubTypes.Type(value = Target.ParameterReduction.class, name = "parameter-reduction"),
    @JsonSubTypes.Type(value = Target.LatencyReduction.class, name = "latency-reduction"),
    @JsonSubTypes.Type(value = Target.AccuracyDrop.class, name = "accuracy-drop")
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

    /**
     * A target that only a cut network can show to be met. Networks are cut further or less far until the end of what is allowed is
     * found: the share of filters removed is halved between one that meets the target and one that does not.
     *
     * <p>Such targets name {@link Target} as well among their interfaces, where the generator of the JSON schemas looks for types.
     */
    sealed interface Measured extends Target {

        int DEFAULT_EVALUATIONS = 8;

        /** How many cut networks may be measured, at least 2; each halves how far the result may be from the best one. */
        int evaluations();
    }

    /**
     * Saves at least this share of the median time of a forward pass on the pruner's processor, with as little removed as that takes.
     *
     * @param batch images in a pass
     * @param runtime what runs the networks
     */
    record LatencyReduction(double value, int batch, int evaluations, LatencyRuntime runtime)
            implements Target, Measured {

        private static final int DEFAULT_BATCH = 64;

        public LatencyReduction {
            Checks.share("target.value", value);
            Checks.atLeast("target.batch", batch, 1);
            Checks.atLeast("target.evaluations", evaluations, 2);
            Checks.present("target.runtime", runtime);
        }

        /** JSON: {@code {"type": "latency-reduction", "value": 0.3}}; what is left out is a batch of 64, 8 evaluations and the native runtime. */
        @JsonCreator
        static LatencyReduction fromJson(
                @JsonProperty(value = "value", required = true) double value,
                @JsonProperty("batch") Integer batch,
                @JsonProperty("evaluations") Integer evaluations,
                @JsonProperty("runtime") LatencyRuntime runtime) {
            return new LatencyReduction(
                    value,
                    Optional.ofNullable(batch).orElse(DEFAULT_BATCH),
                    Optional.ofNullable(evaluations).orElse(DEFAULT_EVALUATIONS),
                    Optional.ofNullable(runtime).orElse(LatencyRuntime.NATIVE));
        }

        public static LatencyReduction of(double value) {
            return fromJson(value, null, null, null);
        }
    }

    /**
     * Removes as much as costs at most this much top-1 accuracy on the validation split, 0.01 being one point, measured after the cut
     * and what recovers without training; fine-tuning comes on top.
     */
    record AccuracyDrop(double value, int evaluations) implements Target, Measured {
        public AccuracyDrop {
            if (!(value > 0 && value < 1)) {
                throw Checks.invalid("target.value is " + value
                        + "; an accuracy-drop must lie above 0 and below 1, for instance 0.01 for one point");
            }
            Checks.atLeast("target.evaluations", evaluations, 2);
        }

        /** JSON: {@code {"type": "accuracy-drop", "value": 0.01}}; what is left out is 8 evaluations. */
        @JsonCreator
        static AccuracyDrop fromJson(
                @JsonProperty(value = "value", required = true) double value,
                @JsonProperty("evaluations") Integer evaluations) {
            return new AccuracyDrop(value, Optional.ofNullable(evaluations).orElse(DEFAULT_EVALUATIONS));
        }

        public static AccuracyDrop of(double value) {
            return fromJson(value, null);
        }
    }
}

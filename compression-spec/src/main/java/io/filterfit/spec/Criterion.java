package io.filterfit.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Optional;

/**
 * The rule that decides which filters of a coupled group stay.
 *
 * <p>JSON: {@code {"name": "distribution-fitting", "norm": "l2", "redundancyWeight": 0.1, "livingOnly": true,
 * "normExponent": 0}}; the other criteria take no options.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "name")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Criterion.DistributionFitting.class, name = Criterion.DISTRIBUTION_FITTING),
    @JsonSubTypes.Type(value = Criterion.L1Norm.class, name = Criterion.L1),
    @JsonSubTypes.Type(value = Criterion.L2Norm.class, name = Criterion.L2),
    @JsonSubTypes.Type(value = Criterion.GeometricMedian.class, name = Criterion.GEOMETRIC_MEDIAN),
    @JsonSubTypes.Type(value = Criterion.Random.class, name = Criterion.RANDOM)
})
public sealed interface Criterion {

    String DISTRIBUTION_FITTING = "distribution-fitting";
    String L1 = "l1";
    String L2 = "l2";
    String GEOMETRIC_MEDIAN = "geometric-median";
    String RANDOM = "random";

    /** The names a user may give, in the order reports show them. */
    List<String> NAMES = List.of(DISTRIBUTION_FITTING, L1, L2, GEOMETRIC_MEDIAN, RANDOM);

    /** The name that users pick the criterion by. */
    @JsonIgnore
    String name();

    /**
     * Keeps the filters whose norms fit the distribution of the trained layer (Zhang, Kou, Liu, 2022).
     *
     * @param norm the norm whose distribution is fitted
     * @param redundancyWeight lambda, at least 0: the weight of redundancy against fit; 0 gives the exact 1-Wasserstein
     *     optimum
     * @param livingOnly whether filters with constant output go first and the distribution is fitted over the rest
     * @param normExponent q, at least 0: each filter carries mass proportional to its norm to the power q; 0 is the plain
     *     method
     */
    record DistributionFitting(Norm norm, double redundancyWeight, boolean livingOnly, double normExponent)
            implements Criterion {
        public DistributionFitting {
            norm = norm == null ? Norm.L2 : norm;
            Checks.atLeast("criterion.redundancyWeight", redundancyWeight, 0);
            Checks.atLeast("criterion.normExponent", normExponent, 0);
        }

        /** The plain method: L2, lambda 0, all filters, q 0. */
        public static DistributionFitting plain() {
            return new DistributionFitting(Norm.L2, 0, false, 0);
        }

        /** What is done unless something else is asked for: the plain method, with dead filters first to go. */
        public static DistributionFitting ofLiving() {
            return new DistributionFitting(Norm.L2, 0, true, 0);
        }

        /** From JSON, where nothing but the name must be given. */
        @JsonCreator
        static DistributionFitting fromJson(
                @JsonProperty("norm") Norm norm,
                @JsonProperty("redundancyWeight") Double redundancyWeight,
                @JsonProperty("livingOnly") Boolean livingOnly,
                @JsonProperty("normExponent") Double normExponent) {
            DistributionFitting standard = ofLiving();
            return new DistributionFitting(
                    Optional.ofNullable(norm).orElse(standard.norm),
                    Optional.ofNullable(redundancyWeight).orElse(standard.redundancyWeight),
                    Optional.ofNullable(livingOnly).orElse(standard.livingOnly),
                    Optional.ofNullable(normExponent).orElse(standard.normExponent));
        }

        @Override
        public String name() {
            return DISTRIBUTION_FITTING;
        }
    }

    /** Keeps the filters of largest L1 norm (PFEC; Li et al., 2017). */
    record L1Norm() implements Criterion {
        @Override
        public String name() {
            return L1;
        }
    }

    /** Keeps the filters of largest L2 norm (as in SFP; He et al., 2018). */
    record L2Norm() implements Criterion {
        @Override
        public String name() {
            return L2;
        }
    }

    /** Drops the filters nearest to the geometric median of the layer (FPGM; He et al., 2019). */
    record GeometricMedian() implements Criterion {
        @Override
        public String name() {
            return GEOMETRIC_MEDIAN;
        }
    }

    /** Keeps a random pick, drawn from the job's seed and the group's name. */
    record Random() implements Criterion {
        @Override
        public String name() {
            return RANDOM;
        }
    }

    /** The criterion of that name with default options. */
    static Criterion named(String name) {
        return switch (name) {
            case DISTRIBUTION_FITTING -> DistributionFitting.ofLiving();
            case L1 -> new L1Norm();
            case L2 -> new L2Norm();
            case GEOMETRIC_MEDIAN -> new GeometricMedian();
            case RANDOM -> new Random();
            default ->
                throw Checks.invalid("criterion '" + name + "' is unknown; use one of " + String.join(", ", NAMES));
        };
    }
}

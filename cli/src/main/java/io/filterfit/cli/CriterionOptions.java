package io.filterfit.cli;

import io.filterfit.spec.Checks;
import io.filterfit.spec.Criterion;
import io.filterfit.spec.Norm;
import picocli.CommandLine.Option;

/** Which filters stay. */
final class CriterionOptions {

    @Option(
            names = "--criterion",
            paramLabel = "NAME",
            defaultValue = Criterion.DISTRIBUTION_FITTING,
            description = "distribution-fitting, l1, l2, geometric-median or random (${DEFAULT-VALUE}).")
    private String criterion;

    @Option(names = "--norm", paramLabel = "l1|l2", description = "The norm whose distribution is fitted (l2).")
    private Norm norm;

    @Option(
            names = "--redundancy-weight",
            paramLabel = "LAMBDA",
            description = "Weight of redundancy against fit, at least 0 (0).")
    private Double redundancyWeight;

    @Option(
            names = "--norm-exponent",
            paramLabel = "Q",
            description = "Filters carry mass in proportion to their norm to this power, at least 0 (0).")
    private Double normExponent;

    @Option(
            names = "--living-only",
            negatable = true,
            description =
                    "Remove filters with constant output first and fit the distribution of the rest; with --no-living-only they are"
                            + " filters like the others (--living-only).")
    private Boolean livingOnly;

    Criterion toCriterion() {
        Criterion named = Criterion.named(criterion);
        if (named instanceof Criterion.DistributionFitting standard) {
            return new Criterion.DistributionFitting(
                    norm == null ? standard.norm() : norm,
                    redundancyWeight == null ? standard.redundancyWeight() : redundancyWeight,
                    livingOnly == null ? standard.livingOnly() : livingOnly,
                    normExponent == null ? standard.normExponent() : normExponent);
        }
        if (norm != null || redundancyWeight != null || normExponent != null || livingOnly != null) {
            throw Checks.invalid("--norm, --redundancy-weight, --norm-exponent and --living-only belong to "
                    + Criterion.DISTRIBUTION_FITTING + "; criterion " + criterion + " takes no options");
        }
        return named;
    }
}

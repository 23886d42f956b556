package io.filterfit.plan;

import io.filterfit.evaluation.NetworkCost;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.Target;

/**
 * What one of several rounds has to achieve.
 *
 * <p>After round r of n, the share {@code (1 - target)^(r / n)} of the submitted network is to be left: every round removes
 * the same share of what it finds, and the last one lands on the target whatever the rounds before it overshot.
 */
public final class RoundTarget {

    /** A target is above 0; where earlier rounds went far enough already, this asks for next to nothing. */
    private static final double LEAST = 1e-9;

    private RoundTarget() {}

    /**
     * The request with its target restated as a share of the network that the round starts from; as it is if one round does it all.
     *
     * @param round of the job, from 1; one of soft pruning has the target of the first that cuts
     * @param submitted cost of the network as it was submitted
     * @param now cost of the network that the round starts from
     */
    public static CompressionSpec of(CompressionSpec spec, int round, NetworkCost submitted, NetworkCost now) {
        if (spec.rounds() == 1) {
            return spec;
        }
        var target = spec.target();
        var left = Math.pow(1 - target.value(), (double) spec.cutOf(round) / spec.rounds());
        return spec.with()
                .target(restated(target, left, spec.rounds(), submitted, now))
                .build();
    }

    private static Target restated(Target target, double left, int rounds, NetworkCost submitted, NetworkCost now) {
        if (target instanceof Target.FlopsReduction) {
            return new Target.FlopsReduction(share(left * submitted.macs() / now.macs()));
        }
        if (target instanceof Target.ParameterReduction) {
            return new Target.ParameterReduction(share(left * submitted.parameters() / now.parameters()));
        }
        if (target instanceof Target.FilterRatio) {
            return new Target.FilterRatio(share(Math.pow(1 - target.value(), 1.0 / rounds)));
        }
        return target; // of a single round, since it is measured
    }

    private static double share(double left) {
        return Math.max(LEAST, 1 - left);
    }
}

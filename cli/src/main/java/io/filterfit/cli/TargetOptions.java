package io.filterfit.cli;

import io.filterfit.spec.Target;
import picocli.CommandLine.Option;

/** How much smaller the network has to become; picocli sees to it that no two are given. */
final class TargetOptions {

    @Option(
            names = "--flops-reduction",
            paramLabel = "SHARE",
            required = true,
            description = "Remove at least this share of the FLOPs, for instance 0.5.")
    private Double flopsReduction;

    @Option(
            names = "--parameter-reduction",
            paramLabel = "SHARE",
            required = true,
            description = "Remove at least this share of the parameters.")
    private Double parameterReduction;

    @Option(
            names = "--filter-ratio",
            paramLabel = "SHARE",
            required = true,
            description = "Remove this share of the filters of every prunable group.")
    private Double filterRatio;

    Target toTarget() {
        if (flopsReduction != null) {
            return new Target.FlopsReduction(flopsReduction);
        }
        if (parameterReduction != null) {
            return new Target.ParameterReduction(parameterReduction);
        }
        return new Target.FilterRatio(filterRatio);
    }
}

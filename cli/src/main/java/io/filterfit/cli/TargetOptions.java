package io.filterfit.cli;

import io.filterfit.spec.Checks;
import io.filterfit.spec.LatencyRuntime;
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

    @Option(
            names = "--latency-reduction",
            paramLabel = "SHARE",
            required = true,
            description = "Save at least this share of the median time of a batch, measured on this machine.")
    private Double latencyReduction;

    @Option(
            names = "--accuracy-drop",
            paramLabel = "SHARE",
            required = true,
            description =
                    "Remove as much as costs at most this validation accuracy before fine-tuning, 0.01 for one point.")
    private Double accuracyDrop;

    /**
     * @param evaluations networks that may be measured in search of a target; null for as many as is usual
     * @param batch images in a pass that is timed; null for as many as is usual
     * @param runtime what runs networks that are timed; null for the usual one
     */
    Target toTarget(Integer evaluations, Integer batch, LatencyRuntime runtime) {
        if (latencyReduction != null) {
            Target.LatencyReduction usual = Target.LatencyReduction.of(latencyReduction);
            return new Target.LatencyReduction(
                    latencyReduction,
                    batch == null ? usual.batch() : batch,
                    evaluations == null ? usual.evaluations() : evaluations,
                    runtime == null ? usual.runtime() : runtime);
        }
        if (batch != null || runtime != null) {
            throw Checks.invalid(
                    "--latency-batch and --latency-runtime belong to --latency-reduction; give them with it"
                            + " or leave them out");
        }
        if (accuracyDrop != null) {
            Target.AccuracyDrop usual = Target.AccuracyDrop.of(accuracyDrop);
            return new Target.AccuracyDrop(accuracyDrop, evaluations == null ? usual.evaluations() : evaluations);
        }
        if (evaluations != null) {
            throw Checks.invalid("--evaluations belongs to --latency-reduction and --accuracy-drop; leave it out");
        }
        if (flopsReduction != null) {
            return new Target.FlopsReduction(flopsReduction);
        }
        if (parameterReduction != null) {
            return new Target.ParameterReduction(parameterReduction);
        }
        return new Target.FilterRatio(filterRatio);
    }
}

package io.filterfit.report;

import io.filterfit.plan.Evaluation;
import io.filterfit.spec.Target;

/** What was asked for, and what became of it. */
record TargetOutcome(String sentence, boolean met) {

    private static final double ROUNDING = 1e-9;

    static TargetOutcome of(CompressionReport report) {
        Target target = report.spec().target();
        if (target instanceof Target.AccuracyDrop) {
            double lost = measured(report);
            return new TargetOutcome(
                    "Validation accuracy lost to the cut: allowed " + Quantities.points(target.value()) + ", lost "
                            + Quantities.points(lost),
                    lost <= target.value());
        }
        double reached = reached(report);
        return new TargetOutcome(
                name(target) + ": asked for " + Quantities.percent(target.value()) + ", reached "
                        + Quantities.percent(reached),
                reached >= target.value() - ROUNDING);
    }

    private static String name(Target target) {
        if (target instanceof Target.FilterRatio) {
            return "Filters removed";
        }
        if (target instanceof Target.LatencyReduction latency) {
            return "Time saved at batch " + latency.batch() + ", as the pruner measured it";
        }
        return target instanceof Target.ParameterReduction ? "Parameters removed" : "Operations removed";
    }

    private static double reached(CompressionReport report) {
        Target target = report.spec().target();
        if (target instanceof Target.FilterRatio) {
            return filtersRemoved(report);
        }
        if (target instanceof Target.LatencyReduction) {
            return measured(report);
        }
        return target instanceof Target.ParameterReduction
                ? report.before().cost().parameterReduction(report.after().cost())
                : report.before().cost().flopsReduction(report.after().cost());
    }

    /** Of the network that the search for the target ended at; not a number where there was none. */
    private static double measured(CompressionReport report) {
        return report.rounds().stream()
                .flatMap(round -> round.evaluations().stream())
                .filter(Evaluation::met)
                .reduce((earlier, later) -> later)
                .map(Evaluation::measured)
                .orElse(Double.NaN);
    }

    /** Of the groups that lost any, from the first round's filters to the last round's. */
    private static double filtersRemoved(CompressionReport report) {
        if (report.rounds().isEmpty()) {
            return 0;
        }
        RoundReport first = report.rounds().get(0);
        RoundReport last = report.rounds().get(report.rounds().size() - 1);
        long had = 0;
        long has = 0;
        for (int i = 0; i < first.groups().size(); i++) {
            int filters = first.groups().get(i).selection().filters();
            int kept = last.groups().get(i).selection().kept().length;
            if (kept < filters) {
                had += filters;
                has += kept;
            }
        }
        return had == 0 ? 0 : 1 - (double) has / had;
    }
}

package io.filterfit.cli;

import io.filterfit.contracts.CompressionCompleted;
import io.filterfit.contracts.CompressionSummary;

/**
 * The outcome of a compression for machines, the same for every command that cuts a network.
 *
 * @param jobId the job, or the name of an offline run
 * @param flopsBefore multiply-accumulates of convolution and dense layers for one image
 * @param flopsReduction share saved, 0 to 1
 * @param accuracyBefore top-1 on the test images, 0 to 1; null where it was not measured
 * @param accuracyAfter likewise
 * @param model path or URI of the compressed network
 * @param report path or URI of report.json; null where none was written
 */
record Compressed(
        String jobId,
        String criterion,
        long flopsBefore,
        long flopsAfter,
        double flopsReduction,
        long parametersBefore,
        long parametersAfter,
        Double accuracyBefore,
        Double accuracyAfter,
        String model,
        String report,
        String reportPage) {

    static Compressed of(CompressionCompleted completed, String model, String report, String reportPage) {
        CompressionSummary summary = completed.summary();
        return new Compressed(
                completed.jobId().value(),
                summary.criterion(),
                summary.flopsBefore(),
                summary.flopsAfter(),
                summary.flopsReduction(),
                summary.parametersBefore(),
                summary.parametersAfter(),
                summary.accuracyBefore(),
                summary.accuracyAfter(),
                model,
                report,
                reportPage);
    }

    static Compressed of(CompressionCompleted completed) {
        return of(
                completed,
                completed.model().uri().toString(),
                completed.report().uri().toString(),
                completed.reportPage().uri().toString());
    }

    /** Before and after, for a person. */
    String table() {
        TextTable table = new TextTable("", "before", "after", "change");
        table.row("FLOPs", flopsBefore, flopsAfter, percent(-flopsReduction));
        table.row(
                "parameters",
                parametersBefore,
                parametersAfter,
                percent((double) parametersAfter / parametersBefore - 1));
        table.row(
                "test accuracy",
                share(accuracyBefore),
                share(accuracyAfter),
                accuracyBefore == null || accuracyAfter == null
                        ? "-"
                        : "%+.2f points".formatted(100 * (accuracyAfter - accuracyBefore)));
        return table.toString();
    }

    private static String percent(double share) {
        return "%+.1f %%".formatted(100 * share);
    }

    private static String share(Double accuracy) {
        return accuracy == null ? "not measured" : "%.2f %%".formatted(100 * accuracy);
    }
}

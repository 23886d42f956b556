package io.filterfit.cli;

import io.filterfit.contracts.CompressionCompleted;
import io.filterfit.contracts.CompressionSummary;
import io.filterfit.model.Networks;
import io.filterfit.report.CompressionReport;
import io.filterfit.report.NetworkMeasurement;
import io.filterfit.report.Reports;
import java.nio.file.Path;

/**
 * The outcome of a compression for machines, the same for every command that cuts a network.
 *
 * @param jobId the job, or the name of an offline run
 * @param flopsBefore multiply-accumulates of convolution and dense layers for one image
 * @param flopsReduction share saved, 0 to 1
 * @param accuracyBefore top-1 on the test images, 0 to 1; null where it was not measured
 * @param accuracyAfter likewise
 * @param model path or URI of the compressed network
 * @param onnx path or URI of the same as ONNX; null where there is none
 * @param manifest path or URI of manifest.json; null where none was written
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
        String onnx,
        String manifest,
        String report,
        String reportPage) {

    static Compressed of(
            CompressionCompleted completed,
            String model,
            String onnx,
            String manifest,
            String report,
            String reportPage) {
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
                onnx,
                manifest,
                report,
                reportPage);
    }

    /** Of an offline run. */
    static Compressed of(CompressionReport report, Path model, Path manifest, Path reports) {
        NetworkMeasurement before = report.before();
        NetworkMeasurement after = report.after();
        return new Compressed(
                report.jobId(),
                report.spec().criterion().name(),
                before.cost().macs(),
                after.cost().macs(),
                before.cost().flopsReduction(after.cost()),
                before.cost().parameters(),
                after.cost().parameters(),
                accuracy(before),
                accuracy(after),
                model.toAbsolutePath().toString(),
                Networks.isOnnx(model) ? model.toAbsolutePath().toString() : null,
                manifest.toAbsolutePath().toString(),
                reports.resolve(Reports.JSON_FILE).toAbsolutePath().toString(),
                reports.resolve(Reports.PAGE_FILE).toAbsolutePath().toString());
    }

    private static Double accuracy(NetworkMeasurement network) {
        return network.test() == null ? null : network.test().accuracy().value();
    }

    static Compressed of(CompressionCompleted completed) {
        return of(
                completed,
                completed.model().uri().toString(),
                completed.onnx() == null ? null : completed.onnx().uri().toString(),
                completed.manifest().uri().toString(),
                completed.report().uri().toString(),
                completed.reportPage().uri().toString());
    }
}

package io.filterfit.cli;

import io.filterfit.cli.pipeline.PipelineAddress;
import io.filterfit.contracts.CompressionCompleted;
import io.filterfit.contracts.JobId;
import io.filterfit.report.Reports;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import io.filterfit.store.ArtifactStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Follows a job to its end and says how it came out; its artifacts stay in the store. */
final class FollowedJob {

    private FollowedJob() {}

    static void toItsEnd(JobId job, PipelineAddress address, Duration limit, Output output) {
        CompressionCompleted completed;
        try (StageProgress stages = output.stages()) {
            completed = new JobWatch(job, stages).follow(address, limit);
        }
        output.line(table(completed, address));
        output.line("fetch network and report with 'filterfit report " + job + "'");
        output.result(Compressed.of(completed));
    }

    private static String table(CompressionCompleted completed, PipelineAddress address) {
        try (ArtifactStore store = new ArtifactStore(address.store())) {
            Path directory = Files.createTempDirectory("filterfit-report-");
            Path report = store.fetch(completed.report(), directory);
            String table = Reports.toTable(Reports.read(report));
            Files.delete(report);
            Files.delete(directory);
            return table;
        } catch (IOException e) {
            throw new CompressionException(
                    FailureReason.FILE_UNUSABLE,
                    "the directory for temporary files cannot be used (" + e.getMessage() + "); set java.io.tmpdir",
                    e);
        }
    }
}

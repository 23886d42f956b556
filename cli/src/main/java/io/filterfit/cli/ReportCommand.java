package io.filterfit.cli;

import io.filterfit.cli.pipeline.JobBoard;
import io.filterfit.cli.pipeline.JobState;
import io.filterfit.cli.pipeline.PipelineAddress;
import io.filterfit.contracts.CompressionCompleted;
import io.filterfit.contracts.CompressionFailed;
import io.filterfit.contracts.JobId;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Fetches what a job produced. */
@Command(
        name = "report",
        description = "Fetch a finished job's report and its compressed network.",
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {

    @Mixin
    private Output output;

    @Mixin
    private ConnectionOptions connection;

    @Parameters(paramLabel = "JOB", description = "The job's id.")
    private String job;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Where the network (trained.zip, trained.onnx), manifest.json, report.json and report.html are put"
                            + " (./JOB).")
    private Path directory;

    @Override
    public Integer call() {
        PipelineAddress address = connection.address();
        CompressionCompleted completed = completed(JobBoard.read(address).job(new JobId(job)));
        Compressed compressed = JobResults.fetch(completed, address, directory == null ? Path.of(job) : directory);
        output.line(JobResults.table(compressed));
        JobResults.show(compressed, output);
        output.result(compressed);
        return 0;
    }

    private CompressionCompleted completed(JobState state) {
        if (state.end() instanceof CompressionCompleted completed) {
            return completed;
        }
        if (state.end() instanceof CompressionFailed failed) {
            throw new CompressionException(
                    failed.reason(), "job " + job + " failed and has no report: " + failed.message());
        }
        throw new CompressionException(
                FailureReason.INVALID_REQUEST,
                "job " + job + " has not ended yet; 'filterfit watch " + job + "' follows it");
    }
}

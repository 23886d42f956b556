package io.filterfit.cli;

import io.filterfit.contracts.JobId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Follows a job to its end. */
@Command(
        name = "watch",
        description = "Follow a job to its end: stage, epoch, accuracy, time left.",
        mixinStandardHelpOptions = true)
final class WatchCommand implements Callable<Integer> {

    @Mixin
    private Output output;

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private WatchOptions watching;

    @Parameters(paramLabel = "JOB", description = "The job's id.")
    private String job;

    @Override
    public Integer call() {
        Compressed compressed;
        try (StageProgress stages = output.stages()) {
            compressed =
                    Compressed.of(new JobWatch(new JobId(job), stages).follow(connection.address(), watching.limit()));
        }
        output.line(compressed.table());
        output.result(compressed);
        return 0;
    }
}

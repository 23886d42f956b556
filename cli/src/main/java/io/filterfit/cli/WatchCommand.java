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
        FollowedJob.toItsEnd(new JobId(job), connection.address(), watching.limit(), output);
        return 0;
    }
}

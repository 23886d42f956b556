package io.filterfit.cli;

import io.filterfit.cli.pipeline.JobBoard;
import io.filterfit.cli.pipeline.JobState;
import io.filterfit.contracts.CompressionFailed;
import io.filterfit.contracts.JobId;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows how far jobs are. */
@Command(name = "status", description = "Show how far one job or all jobs are.", mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    @Mixin
    private Output output;

    @Mixin
    private ConnectionOptions connection;

    @Parameters(paramLabel = "JOB", arity = "0..1", description = "The job's id (all jobs).")
    private String job;

    /** The outcome for machines. */
    record Status(List<Job> jobs) {}

    /** @param reason why it failed, null if it did not */
    record Job(
            String jobId,
            String state,
            int round,
            int rounds,
            String stage,
            double fraction,
            String criterion,
            String dataset,
            String reason,
            String message) {

        static Job of(JobId id, JobState state) {
            CompressionFailed failed = state.end() instanceof CompressionFailed failure ? failure : null;
            var request = state.request();
            return new Job(
                    id.value(),
                    state.label(),
                    failed == null ? state.round() : failed.round(),
                    request == null ? state.round() : request.spec().allRounds(),
                    failed == null ? state.stage().label() : failed.stage().label(),
                    state.ended() && failed == null ? 1 : state.fraction(),
                    request == null ? null : request.spec().criterion().name(),
                    request == null ? null : request.spec().dataset(),
                    failed == null ? null : failed.reason().code(),
                    failed == null ? null : failed.message());
        }
    }

    @Override
    public Integer call() {
        JobBoard board = JobBoard.read(connection.address());
        List<Job> jobs = job == null
                ? board.jobs().entrySet().stream()
                        .map(entry -> Job.of(entry.getKey(), entry.getValue()))
                        .sorted(Comparator.comparing(Job::state).reversed().thenComparing(Job::jobId))
                        .toList()
                : List.of(Job.of(new JobId(job), board.job(new JobId(job))));
        output.line(jobs.isEmpty() ? "no jobs" : table(jobs));
        output.result(new Status(jobs));
        return 0;
    }

    private static String table(List<Job> jobs) {
        TextTable table = new TextTable("job", "state", "round", "stage", "criterion", "data set", "");
        for (Job each : jobs) {
            table.row(
                    each.jobId(),
                    each.state(),
                    each.round() + "/" + each.rounds(),
                    each.stage() + (each.state().equals("running") ? " %.0f %%".formatted(100 * each.fraction()) : ""),
                    each.criterion(),
                    each.dataset(),
                    each.message() == null ? "" : each.reason() + ": " + each.message());
        }
        return table.toString();
    }
}

package io.filterfit.cli;

import io.filterfit.cli.pipeline.EventPublisher;
import io.filterfit.cli.pipeline.JobBoard;
import io.filterfit.cli.pipeline.JobState;
import io.filterfit.cli.pipeline.PipelineAddress;
import io.filterfit.contracts.CancelRequested;
import io.filterfit.contracts.JobId;
import io.filterfit.contracts.Topic;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Has a job stopped. */
@Command(
        name = "cancel",
        description = {
            "Have a job stopped. It ends as 'cancelled', with what it has produced by then, as soon as a stage has it at hand.",
            "A job that has ended already stays as it is."
        },
        mixinStandardHelpOptions = true)
final class CancelCommand implements Callable<Integer> {

    @Mixin
    private Output output;

    @Mixin
    private ConnectionOptions connection;

    @Parameters(paramLabel = "JOB", description = "The job's id.")
    private String job;

    /**
     * The outcome for machines.
     *
     * @param state of the job before: {@code running}, or how it had ended
     * @param topic where the cancellation was published, null if the job had ended
     */
    record Cancelled(String jobId, String state, String topic) {}

    @Override
    public Integer call() {
        PipelineAddress address = connection.address();
        JobId id = new JobId(job);
        JobState state = JobBoard.read(address).job(id);
        if (state.ended()) {
            output.line("job " + id + " is " + state.label() + " already");
            output.result(new Cancelled(id.value(), state.label(), null));
            return 0;
        }
        new EventPublisher(address).publish(new CancelRequested(id));
        output.line("asked for job " + id + " to be stopped; 'filterfit status " + id + "' tells when it is");
        output.result(new Cancelled(id.value(), state.label(), Topic.CANCELLATIONS.topicName()));
        return 0;
    }
}

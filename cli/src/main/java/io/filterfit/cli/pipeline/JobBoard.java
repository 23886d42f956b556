package io.filterfit.cli.pipeline;

import io.filterfit.contracts.Event;
import io.filterfit.contracts.JobId;
import io.filterfit.contracts.Topic;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** All jobs that the pipeline's topics know of. */
public final class JobBoard {

    private static final Set<Topic> TOPICS = EnumSet.complementOf(EnumSet.of(Topic.DEAD_LETTERS, Topic.CANCELLATIONS));

    private final Map<JobId, JobState> jobs = new LinkedHashMap<>();

    private JobBoard() {}

    /** Reads the topics as they are now. */
    public static JobBoard read(PipelineAddress address) {
        JobBoard board = new JobBoard();
        new EventReader(address).readAll(TOPICS, (event, time) -> board.note(event));
        return board;
    }

    public Map<JobId, JobState> jobs() {
        return Map.copyOf(jobs);
    }

    /** @throws CompressionException INVALID_REQUEST if no event tells of such a job */
    public JobState job(JobId id) {
        JobState state = jobs.get(id);
        if (state == null) {
            throw new CompressionException(
                    FailureReason.INVALID_REQUEST,
                    "no job " + id + " is known here; 'filterfit status' lists those that are");
        }
        return state;
    }

    private void note(Event event) {
        jobs.merge(event.jobId(), JobState.UNKNOWN.after(event), (known, alone) -> known.after(event));
    }
}

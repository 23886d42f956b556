package io.filterfit.trainer;

import io.filterfit.checkpoint.CheckpointListener;
import io.filterfit.checkpoint.CheckpointShelf;
import io.filterfit.contracts.JobId;
import io.filterfit.spec.CompressionException;
import io.filterfit.training.TrainingState;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Tells log and metrics what becomes of a job's checkpoints. */
final class CheckpointReporter implements CheckpointListener {

    private static final Logger LOG = Logger.getLogger(CheckpointReporter.class);

    private final JobId job;
    private final TrainingMetrics metrics;

    CheckpointReporter(JobId job, TrainingMetrics metrics) {
        this.job = job;
        this.metrics = metrics;
    }

    @Override
    public void unreadable(CheckpointShelf.Label label, CompressionException problem) {
        LOG.warnf("a checkpoint of job %s cannot be used: %s", job, problem.getMessage());
        metrics.checkpoint("unreadable");
    }

    @Override
    public void saved(TrainingState state, long bytes, Duration duration) {
        LOG.infof("job %s: checkpoint after step %d, %d bytes in %d ms", job, state.step(), bytes, duration.toMillis());
        metrics.checkpoint("saved");
    }

    @Override
    public void lost(TrainingState state, Exception problem) {
        LOG.warnf("the checkpoint of job %s after step %d is lost: %s", job, state.step(), problem);
        metrics.checkpoint("lost");
    }
}

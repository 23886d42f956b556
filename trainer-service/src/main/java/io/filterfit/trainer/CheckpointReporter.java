package io.filterfit.trainer;

import io.filterfit.checkpoint.CheckpointListener;
import io.filterfit.checkpoint.CheckpointShelf;
import io.filterfit.contracts.JobId;
import io.filterfit.spec.CompressionException;
import io.filterfit.training.TrainingState;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Tells log and metrics what becomes of a job's checkpoints. */
final class CheckpointReporter implements CheckpointListener {

    private static final Logger LOG = Logger.getLogger(CheckpointReporter.class);

    private final JobId job;
    private final MeterRegistry registry;

    CheckpointReporter(JobId job, MeterRegistry registry) {
        this.job = job;
        this.registry = registry;
    }

    @Override
    public void unreadable(CheckpointShelf.Label label, CompressionException problem) {
        LOG.warnf("a checkpoint of job %s cannot be used: %s", job, problem.getMessage());
        count("unreadable");
    }

    @Override
    public void saved(TrainingState state, long bytes, Duration duration) {
        LOG.infof("job %s: checkpoint after step %d, %d bytes in %d ms", job, state.step(), bytes, duration.toMillis());
        count("saved");
    }

    @Override
    public void lost(TrainingState state, Exception problem) {
        LOG.warnf("the checkpoint of job %s after step %d is lost: %s", job, state.step(), problem);
        count("lost");
    }

    private void count(String what) {
        registry.counter("filterfit.training.checkpoints", "event", what).increment();
    }
}

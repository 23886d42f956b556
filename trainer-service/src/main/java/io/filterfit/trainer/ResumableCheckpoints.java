package io.filterfit.trainer;

import io.filterfit.service.StageContext;
import io.filterfit.training.Checkpoints;
import io.filterfit.training.TrainingState;
import java.util.Optional;
import java.util.function.Supplier;

/** Takes no last checkpoint of a job that was cancelled: nobody goes on with it, and it shall end soon. */
record ResumableCheckpoints(Checkpoints checkpoints, StageContext context) implements Checkpoints {

    @Override
    public Optional<TrainingState> newest(String run) {
        return checkpoints.newest(run);
    }

    @Override
    public void offer(Supplier<TrainingState> state) {
        checkpoints.offer(state);
    }

    @Override
    public void handOver(TrainingState state) {
        if (!context.isCancelled()) {
            checkpoints.handOver(state);
        }
    }
}

package io.filterfit.trainer;

import io.filterfit.service.StageRunner;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Takes networks that were cut, one at a time, on a worker thread that a job may keep for hours. */
@ApplicationScoped
class TrainerListener {

    private final StageRunner runner;
    private final TrainerWork work;

    TrainerListener(StageRunner runner, TrainerWork work) {
        this.runner = runner;
        this.work = work;
    }

    @Incoming("work")
    @Blocking
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    CompletionStage<Void> receive(Message<byte[]> message) {
        return runner.run(message, work);
    }
}

package io.filterfit.evaluator;

import io.filterfit.service.StageRunner;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Takes fine-tuned networks, one at a time, on a worker thread that a job may keep for hours. */
@ApplicationScoped
class EvaluatorListener {

    private final StageRunner runner;
    private final EvaluatorWork work;

    EvaluatorListener(StageRunner runner, EvaluatorWork work) {
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

package io.filterfit.it.fault;

import io.filterfit.contracts.CompressRequested;
import io.filterfit.contracts.Stage;
import io.filterfit.contracts.Topic;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Predicate;

/** A place in a stage's work, in which the stage can be met. */
enum Place {
    /** The event is delivered, nothing is done. */
    BEFORE("before the work") {
        @Override
        void await(Bench bench, CompressRequested request, Stage stage) throws Exception {
            var outcome = prefix(request, stage) + "/outcome.json";
            hold(bench, held -> held.isGet(outcome), false, request);
        }
    },
    /** In training a checkpoint is on its way, in the other stages the first artifact. */
    DURING("during the work") {
        @Override
        void await(Bench bench, CompressRequested request, Stage stage) throws Exception {
            var artifact = prefix(request, stage) + (stage == Stage.TRAINER ? "/checkpoints/" : "/");
            hold(bench, held -> held.isPut(artifact) && !held.path().contains("/attempts/"), false, request);
        }
    },
    /** All artifacts are stored, the outcome is not. */
    BEFORE_COMMIT("before the commit") {
        @Override
        void await(Bench bench, CompressRequested request, Stage stage) throws Exception {
            hold(bench, held -> held.isPut(prefix(request, stage) + "/outcome.json"), false, request);
        }
    },
    /** The outcome is stored, the event is not published. */
    AFTER_COMMIT("after the commit, before publishing") {
        @Override
        void await(Bench bench, CompressRequested request, Stage stage) throws Exception {
            hold(bench, held -> held.isPut(prefix(request, stage) + "/outcome.json"), true, request);
        }
    },
    /** The event is published; that what it answers was dealt with is, most likely, not committed yet. */
    AFTER_PUBLISHING("after publishing") {
        @Override
        void await(Bench bench, CompressRequested request, Stage stage) throws Exception {
            bench.pipeline().publish(request, Topic.COMPRESS_REQUESTS.topicName());
            bench.pipeline()
                    .await(GIVES.get(stage), 1, told -> request.jobId().value().equals(told.key()), LIMIT);
        }
    };

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static final Map<Stage, Topic> GIVES = new EnumMap<>(Map.of(
            Stage.ANALYZER, Topic.ANALYSES,
            Stage.PRUNER, Topic.PRUNINGS,
            Stage.TRAINER, Topic.TRAININGS,
            Stage.EVALUATOR, Topic.RESULTS));

    private final String text;

    Place(String text) {
        this.text = text;
    }

    /** Publishes the request and returns when the stage is there; it stays there until the proxy is healed or the stage is killed. */
    abstract void await(Bench bench, CompressRequested request, Stage stage) throws Exception;

    private static void hold(Bench bench, Predicate<StoreProxy.Request> wanted, boolean done, CompressRequested job)
            throws Exception {
        bench.proxy().holdFirst(wanted, done);
        bench.pipeline().publish(job, Topic.COMPRESS_REQUESTS.topicName());
        bench.proxy().awaitHeld(LIMIT);
    }

    private static String prefix(CompressRequested request, Stage stage) {
        return "/jobs/" + request.jobId() + "/round-1/" + stage.label();
    }

    @Override
    public String toString() {
        return text;
    }
}

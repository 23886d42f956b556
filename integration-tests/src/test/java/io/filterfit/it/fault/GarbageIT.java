package io.filterfit.it.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.filterfit.contracts.ArtifactReference;
import io.filterfit.contracts.CompressRequested;
import io.filterfit.contracts.CompressionFailed;
import io.filterfit.contracts.JobId;
import io.filterfit.contracts.Stage;
import io.filterfit.contracts.Topic;
import io.filterfit.contracts.TrainingCompleted;
import io.filterfit.it.TinyJob;
import io.filterfit.model.Networks;
import io.filterfit.spec.FailureReason;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code filterfit gc}: what goes, what stays, and what becomes of an old event that comes again. */
@ExtendWith(SharedBench.class)
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GarbageIT {

    @Test
    void whatEndedJobsLeftGoesAndNothingThatSomebodyNeeds(Bench bench) throws Exception {
        bench.staffed();
        var command = new Command(bench);
        var own = network(bench);
        var shared = bench.model();
        // Given: an ended job, another whose result a running one is about, a failure that only the topics tell of, a
        // cached measurement
        var old = ended(bench, "old", own);
        var parent = ended(bench, "parent", shared);
        var result = ((TrainingCompleted) bench.pipeline()
                        .decode(bench.pipeline()
                                .seen(Topic.TRAININGS, told -> told.key()
                                        .equals(parent.jobId().value()))
                                .get(0)))
                .training()
                .network();
        var failed = uncommittedFailure(bench, own);
        bench.store().create("cache/sensitivity/" + "0".repeat(64) + ".json", "{}".getBytes(UTF_8));
        bench.store()
                .create(
                        "jobs/" + old.jobId() + "/round-1/trainer/checkpoints/run/sha/0000000000000001.zip",
                        "left behind".getBytes(UTF_8));
        var running = TinyJob.request("running-on-" + parent.jobId(), result, TinyJob.SHORT);
        var alsoRunning = TinyJob.request("running-on-shared", shared, TinyJob.SHORT);
        bench.proxy()
                .plan(request -> request.isGet("/running-on-") ? new StoreProxy.Held(false) : new StoreProxy.None());
        bench.pipeline().publish(running, Topic.COMPRESS_REQUESTS.topicName());
        bench.pipeline().publish(alsoRunning, Topic.COMPRESS_REQUESTS.topicName());

        // Then: nothing is old enough
        assertThat(command.json("gc").get("jobs")).isEmpty();
        assertThat(command.json("gc", "--older-than", "1h").get("jobs")).isEmpty();

        // When: shown, nothing is changed
        Thread.sleep(2_000);
        var before = keys(bench);
        var shown = command.json("gc", "--older-than", "1s");
        assertThat(shown.get("deleted").asBoolean()).isFalse();
        assertThat(jobs(shown))
                .contains(old.jobId().value(), parent.jobId().value(), failed.value())
                .doesNotContain(running.jobId().value(), alsoRunning.jobId().value());
        assertThat(shown.get("cached").asInt()).isEqualTo(1);
        assertThat(keys(bench)).isEqualTo(before);

        // When: removed
        var removed = command.json("gc", "--older-than", "1s", "--delete");
        assertThat(removed.get("deleted").asBoolean()).isTrue();
        assertThat(removed.get("objects").asLong())
                .isEqualTo(shown.get("objects").asLong());
        assertThat(before.size() - keys(bench).size() + 1)
                .as("all that was shown is gone, and one outcome more is there")
                .isEqualTo(shown.get("objects").asInt());
        assertThat(keys(bench))
                .contains(
                        result.key(),
                        shared.key(),
                        "jobs/" + failed + "/round-1/pruner/outcome.json",
                        "jobs/" + old.jobId() + "/round-1/evaluator/outcome.json")
                .doesNotContain(own.key())
                .noneMatch(key -> key.startsWith("cache/"))
                .noneMatch(key -> key.startsWith("jobs/" + old.jobId()) && !key.endsWith("/outcome.json"));

        // And: those that run end well, and the old request that comes again is answered, not worked on
        bench.proxy().heal();
        bench.pipeline().publish(old, Topic.COMPRESS_REQUESTS.topicName());
        var answers = bench.pipeline()
                .await(Topic.RESULTS, 2, told -> told.key().equals(old.jobId().value()));
        assertThat(answers.get(1).value()).isEqualTo(answers.get(0).value());
        assertThat(bench.store().list("jobs/" + old.jobId() + "/")).allMatch(key -> key.endsWith("/outcome.json"));
    }

    private static CompressRequested ended(Bench bench, String name, ArtifactReference model) throws Exception {
        var request = TinyJob.request("gc-" + name, model, TinyJob.SHORT);
        bench.pipeline().publish(request, Topic.COMPRESS_REQUESTS.topicName());
        assertThat(new Audit(bench, request).afterItsEnd().outcome()).isEqualTo("completed");
        return request;
    }

    /** As a service tells it that could not reach the store. */
    private static JobId uncommittedFailure(Bench bench, ArtifactReference model) throws Exception {
        var request = TinyJob.request("gc-failed", model, TinyJob.SHORT);
        bench.store().create("jobs/gc-failed/round-1/pruner/attempts/1-from-0", "{}".getBytes(UTF_8));
        var failed = new CompressionFailed(
                request.jobId(), 1, Stage.PRUNER, FailureReason.STORE_UNAVAILABLE, "it was away", Map.of());
        bench.pipeline().publish(failed, Topic.RESULTS.topicName());
        bench.pipeline().await(Topic.RESULTS, 1, told -> told.key().equals("gc-failed"), Duration.ofSeconds(20));
        return request.jobId();
    }

    /** A network that no other test's job is about. */
    private static ArtifactReference network(Bench bench) throws Exception {
        var file = Files.createTempDirectory(bench.directory(), "network").resolve("tiny.zip");
        var network = Networks.read(bench.store().fetch(bench.model(), file.getParent()));
        network.graph().params().muli(1.001);
        Networks.write(network, file);
        return bench.store().keep(file, "models");
    }

    private static List<String> keys(Bench bench) {
        return bench.store().list("");
    }

    private static List<String> jobs(JsonNode answer) {
        List<String> ids = new ArrayList<>();
        answer.get("jobs").forEach(job -> ids.add(job.get("jobId").asText()));
        return ids;
    }
}

package io.filterfit.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.filterfit.contracts.Analysis;
import io.filterfit.contracts.ArtifactReference;
import io.filterfit.contracts.CancelRequested;
import io.filterfit.contracts.CompressRequested;
import io.filterfit.contracts.CompressionFailed;
import io.filterfit.contracts.JobId;
import io.filterfit.contracts.JobRound;
import io.filterfit.contracts.Pruning;
import io.filterfit.contracts.PruningCompleted;
import io.filterfit.contracts.Stage;
import io.filterfit.contracts.StageProgressed;
import io.filterfit.contracts.StageTiming;
import io.filterfit.contracts.Topic;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.Criterion;
import io.filterfit.spec.FailureReason;
import io.filterfit.spec.Scope;
import io.filterfit.spec.Target;
import io.filterfit.spec.TrainingSpec;
import io.filterfit.stack.EmbeddedStack;
import io.filterfit.stack.ServiceName;
import io.filterfit.stack.StackOptions;
import io.filterfit.stack.TopicSettings;
import io.filterfit.store.ArtifactStore;
import io.filterfit.store.StoreSettings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The trainer, told that jobs are to be stopped: the one that it is at, those that wait, and those that are over. */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CancellationIT {

    /** More epochs than anybody waits for. */
    private static final int FOREVER = 100_000;

    @TempDir
    private static Path directory;

    private static EmbeddedStack stack;
    private static Pipeline pipeline;
    private static ArtifactStore store;
    private static ArtifactReference network;
    private static int processes;

    @BeforeAll
    @Timeout(120)
    static void start() throws Exception {
        Images.write(directory.resolve("datasets/halves"));
        var topics = Arrays.stream(Topic.values())
                .map(topic -> new TopicSettings(topic.topicName(), 1, Map.of()))
                .toList();
        stack = EmbeddedStack.start(StackOptions.in(directory.resolve("stack")).withTopics(topics));
        var connection = stack.connection();
        pipeline = new Pipeline(connection.bootstrapServers());
        store = new ArtifactStore(StoreSettings.ofClient(
                connection.storeEndpoint(),
                connection.bucket(),
                connection.credentials().accessKey(),
                connection.credentials().secretKey()));
        network = store.keep(TinyNetwork.write(directory), "models");
    }

    @AfterAll
    static void end() throws Exception {
        if (pipeline != null) {
            pipeline.close();
        }
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    void aTrainingStopsWithinTenSecondsAndWhatWaitsBehindItNeverBegins() throws Exception {
        try (var trainer = trainer()) {
            publish("running", FOREVER);
            publish("waiting", FOREVER);
            publish("next", 1);
            pipeline.await(Topic.PROGRESS, 1, CancellationIT::showsTraining);

            cancel("waiting");
            cancel("no-such-job");
            cancel("running");

            var stopped = result("running");
            assertThat(stopped.timestamp() - cancelledAt("running")).isBetween(0L, 10_000L);
            assertCancelled(stopped);
            assertCancelled(result("waiting"));
            pipeline.await(Topic.TRAININGS, 1, record -> record.key().equals("next"));
            assertThat(store.list("jobs/running/round-1/trainer/checkpoints")).isEmpty();
            assertThat(store.list("jobs/waiting/round-1/trainer/attempts")).isEmpty();
            trainer.terminate();
        }
        assertThat(results("running")).hasSize(1);
        assertThat(results("waiting")).hasSize(1);
        assertThat(results("no-such-job")).isEmpty();
    }

    @Test
    void aReplicaThatStartsLaterKnowsWhatWasCancelledAndARedeliveredJobIsAnsweredTheSame() throws Exception {
        publish("late", FOREVER);
        cancel("late");

        try (var trainer = trainer()) {
            assertCancelled(result("late"));
            publish("late", FOREVER);

            var answers =
                    pipeline.await(Topic.RESULTS, 2, record -> record.key().equals("late"));
            assertThat(answers.get(1).value()).isEqualTo(answers.get(0).value());
            assertThat(store.list("jobs/late/round-1/trainer/attempts")).isEmpty();
            trainer.terminate();
        }
    }

    @Test
    void aStageThatIsDoneStaysDone() throws Exception {
        try (var trainer = trainer()) {
            publish("done", 1);
            pipeline.await(Topic.TRAININGS, 1, record -> record.key().equals("done"));

            cancel("done");
            publish("done", 1);

            var trained =
                    pipeline.await(Topic.TRAININGS, 2, record -> record.key().equals("done"));
            assertThat(trained.get(1).value()).isEqualTo(trained.get(0).value());
            assertThat(results("done")).isEmpty();
            trainer.terminate();
        }
    }

    private static ServiceProcess trainer() throws Exception {
        return new ServiceProcess(
                ServiceName.TRAINER,
                stack.connection(),
                directory.resolve("trainer-" + ++processes + ".log"),
                Map.of(
                        "FILTERFIT_DATASETS_DIRECTORY",
                        directory.resolve("datasets").toString(),
                        "FILTERFIT_WORK_DIRECTORY",
                        directory.resolve("work").toString(),
                        "FILTERFIT_WORK_CHECKPOINT_EVERY",
                        "10 steps"));
    }

    private static void publish(String job, int epochs) throws Exception {
        var spec = new CompressionSpec(
                "halves",
                new Target.FlopsReduction(0.3),
                new Criterion.L1Norm(),
                Scope.ALL,
                1,
                1,
                1,
                true,
                new TrainingSpec(epochs, 16, 0.01, 0.9, 1e-4, 0, true, 20),
                1);
        var timing = new StageTiming(1, 1);
        var round = JobRound.first(new CompressRequested(new JobId(job), network, spec));
        pipeline.publish(
                new PruningCompleted(round, new Analysis(network, timing), new Pruning(network, network, timing)),
                Topic.PRUNINGS.topicName());
    }

    private static void cancel(String job) throws Exception {
        pipeline.publish(new CancelRequested(new JobId(job)), Topic.CANCELLATIONS.topicName());
    }

    private static long cancelledAt(String job) {
        return pipeline.await(Topic.CANCELLATIONS, 1, record -> record.key().equals(job))
                .get(0)
                .timestamp();
    }

    private static boolean showsTraining(ConsumerRecord<String, byte[]> record) {
        return record.key().equals("running") && ((StageProgressed) pipeline.decode(record)).training() != null;
    }

    private static ConsumerRecord<String, byte[]> result(String job) {
        return pipeline.await(Topic.RESULTS, 1, record -> record.key().equals(job))
                .get(0);
    }

    private static List<ConsumerRecord<String, byte[]>> results(String job) {
        return pipeline.seen(Topic.RESULTS, record -> record.key().equals(job));
    }

    private static void assertCancelled(ConsumerRecord<String, byte[]> result) {
        var failed = (CompressionFailed) pipeline.decode(result);
        assertThat(failed.reason()).as(failed.message()).isEqualTo(FailureReason.CANCELLED);
        assertThat(failed.stage()).isEqualTo(Stage.TRAINER);
        assertThat(failed.message()).isEqualTo("job " + failed.jobId() + " was cancelled on request");
        assertThat(failed.artifacts()).containsKeys("round-1/analyzer/analysis", "round-1/pruner/network");
    }
}

package io.filterfit.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.filterfit.contracts.ArtifactReference;
import io.filterfit.contracts.CancelRequested;
import io.filterfit.contracts.CompressionFailed;
import io.filterfit.contracts.EventCodec;
import io.filterfit.contracts.JobId;
import io.filterfit.contracts.Stage;
import io.filterfit.contracts.StageProgressed;
import io.filterfit.contracts.Topic;
import io.filterfit.spec.FailureReason;
import io.filterfit.stack.EmbeddedStack;
import io.filterfit.stack.ServiceName;
import io.filterfit.store.ArtifactStore;
import io.filterfit.store.StoreLayout;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
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

    private static final EventCodec CODEC = new EventCodec("/filterfit/integration-tests");

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
        TinyJob.writeDataset(directory);
        stack = EmbeddedStack.start(TestStack.servers(directory, 1));
        var connection = stack.connection();
        pipeline = new Pipeline(connection.bootstrapServers());
        store = TestStack.store(connection);
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
            publish("running", TinyJob.FOREVER);
            publish("waiting", TinyJob.FOREVER);
            publish("next", 1);
            pipeline.await(Topic.PROGRESS, 1, CancellationIT::showsTraining);

            cancel("waiting");
            cancel("no-such-job");
            assertCancelled(result("waiting"));
            assertThat(results("running")).isEmpty();

            cancel("running");
            var stopped = result("running");
            assertThat(stopped.timestamp() - cancelledAt("running")).isBetween(0L, 10_000L);
            assertCancelled(stopped);
            pipeline.await(Topic.TRAININGS, 1, record -> record.key().equals("next"));
            assertThat(store.list("jobs/running/round-1/trainer/checkpoints")).isEmpty();
            assertThat(store.list("jobs/waiting/round-1/trainer/attempts")).isEmpty();
            trainer.terminate();
        }
        assertThat(results("running")).hasSize(1);
        // At once, and the same at its turn.
        assertThat(results("waiting"))
                .hasSize(2)
                .extracting(ConsumerRecord::value)
                .containsOnly(result("waiting").value());
        assertThat(results("no-such-job")).isEmpty();
    }

    @Test
    void aReplicaThatStartsLaterKnowsWhatWasCancelledAndARedeliveredJobIsAnsweredTheSame() throws Exception {
        publish("late", TinyJob.FOREVER);
        cancel("late");

        try (var trainer = trainer()) {
            assertCancelled(result("late"));
            publish("late", TinyJob.FOREVER);

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
        Map<String, String> settings = new HashMap<>(TestStack.directories(directory));
        settings.putAll(Map.of("FILTERFIT_WORK_CHECKPOINT_EVERY", "10 steps"));
        return new ServiceProcess(
                ServiceName.TRAINER,
                stack.connection(),
                directory.resolve("trainer-" + ++processes + ".log"),
                settings);
    }

    /** As the pruner does it. */
    private static void publish(String job, int epochs) throws Exception {
        var pruned = TinyJob.uncut(job, network, epochs);
        var message = CODEC.encode(pruned, Instant.now());
        store.create(StoreLayout.outcome(pruned.jobId(), 1, Stage.PRUNER), message);
        pipeline.publish(Topic.PRUNINGS.topicName(), job, message);
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

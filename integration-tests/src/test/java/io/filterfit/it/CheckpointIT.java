package io.filterfit.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.filterfit.contracts.ArtifactReference;
import io.filterfit.contracts.CompressionFailed;
import io.filterfit.contracts.JobId;
import io.filterfit.contracts.StageProgressed;
import io.filterfit.contracts.Topic;
import io.filterfit.contracts.TrainingCompleted;
import io.filterfit.contracts.TrainingProgress;
import io.filterfit.model.Networks;
import io.filterfit.spec.FailureReason;
import io.filterfit.stack.EmbeddedStack;
import io.filterfit.stack.ServiceName;
import io.filterfit.store.ArtifactStore;
import io.filterfit.training.TrainingHistory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a training whose process is killed, or told to end: all of it. */
@Timeout(value = 400, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CheckpointIT {

    private static final int EPOCHS = 40;
    private static final int STEPS_PER_EPOCH = 6;

    @TempDir
    private static Path directory;

    private static EmbeddedStack stack;
    private static Pipeline pipeline;
    private static ArtifactStore store;
    private static ArtifactReference network;
    private static TrainingCompleted undisturbed;
    private static String metrics;
    private static int processes;

    @BeforeAll
    @Timeout(400)
    static void trainUndisturbed() throws Exception {
        TinyJob.writeDataset(directory);
        stack = EmbeddedStack.start(TestStack.servers(directory, 1).withBrokerProperties(TestStack.IMPATIENT));
        var connection = stack.connection();
        pipeline = new Pipeline(connection.bootstrapServers());
        store = TestStack.store(connection);
        network = store.keep(TinyNetwork.write(directory), "models");
        try (var trainer = trainer()) {
            publish("undisturbed");
            pipeline.await(Topic.PROGRESS, 1, any -> ((StageProgressed) pipeline.decode(any)).training() != null);
            metrics = trainer.metrics();
            undisturbed = trained("undisturbed");
            trainer.terminate();
        }
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

    /** One attempt is allowed: what got further must not count as one. The newest checkpoint is torn on top of it. */
    @Test
    void aKilledTrainingIsTakenUpByAnotherReplicaAndEndsTheSame() throws Exception {
        try (var killed = trainer()) {
            publish("killed");
            awaitCheckpoints("killed", 3);
            killed.kill();
        }
        tear(checkpoints("killed").get(0));
        long left = progress(checkpoints("killed").get(1));

        try (var other = trainer()) {
            var done = trained("killed");

            assertThat(other.log())
                    .contains("a checkpoint of job killed cannot be used", "training goes on after step");
            assertThat(stepsAfterReturn("killed", 2)).isGreaterThan(left - EPOCHS);
            assertThat(done.training().timing().attempt()).isEqualTo(2);
            assertSameAsUndisturbed(done);
            assertThat(store.list("jobs/killed/round-1/trainer/checkpoints")).isEmpty();
            other.terminate();
        }
    }

    @Test
    void aTrainingThatIsToldToEndHandsOverWithinTwentySecondsAndNoStepIsDoneAgain() throws Exception {
        long left;
        try (var ended = trainer()) {
            publish("ended");
            awaitCheckpoints("ended", 1);

            assertThat(ended.terminate()).isLessThan(20);
            left = progress(checkpoints("ended").get(0));
            assertThat(ended.log()).contains("job ended is handed back");
        }
        assertThat(store.list("jobs/ended/round-1/trainer/attempts")).anyMatch(mark -> mark.endsWith("1-returned"));
        assertThat(store.list("jobs/ended/round-1/trainer/outcome.json")).isEmpty();

        try (var other = trainer()) {
            var done = trained("ended");

            assertThat(other.log()).doesNotContain("cannot be used");
            assertThat(lastStep("ended", 1)).isLessThanOrEqualTo(left);
            assertThat(stepsAfterReturn("ended", 2)).isGreaterThan(lastStep("ended", 1));
            assertSameAsUndisturbed(done);
            other.terminate();
        }
    }

    @Test
    void aJobThatDiedWithoutGettingAnyFurtherIsGivenUp() throws Exception {
        store.create("jobs/poison/round-1/trainer/attempts/1-from-0", "{}".getBytes(UTF_8));
        publish("poison");

        try (var trainer = trainer()) {
            var failed = (CompressionFailed) pipeline.result(new JobId("poison"));

            assertThat(failed.reason()).isEqualTo(FailureReason.ATTEMPTS_EXHAUSTED);
            trainer.terminate();
        }
    }

    @Test
    void metricsTellHowFarTheTrainingIs() {
        for (var name :
                List.of("step", "epoch", "loss_nats", "accuracy_ratio", "images_per_second", "time_left_seconds")) {
            assertThat(metrics).containsPattern("(?m)^filterfit_training_" + name + " \\d");
        }
    }

    @Test
    void progressIsToldAtMostOnceASecond() {
        var times = pipeline.seen(Topic.PROGRESS, record -> record.key().equals("undisturbed")).stream()
                .mapToLong(ConsumerRecord::timestamp)
                .toArray();

        assertThat(times).hasSizeGreaterThan(1);
        double seconds = (times[times.length - 1] - times[0]) / 1000.0;
        // The first may have come late.
        assertThat(times.length).isLessThanOrEqualTo((int) Math.ceil(seconds) + 3);
    }

    private static ServiceProcess trainer() throws Exception {
        Map<String, String> settings = new HashMap<>(TestStack.directories(directory));
        settings.putAll(Map.of("FILTERFIT_WORK_CHECKPOINT_EVERY", "10 steps", "FILTERFIT_WORK_ATTEMPTS", "1"));
        return new ServiceProcess(
                ServiceName.TRAINER,
                stack.connection(),
                directory.resolve("trainer-" + ++processes + ".log"),
                settings);
    }

    private static void publish(String job) throws Exception {
        pipeline.publish(TinyJob.uncut(job, network, EPOCHS), Topic.PRUNINGS.topicName());
    }

    private static TrainingCompleted trained(String job) {
        var record = pipeline.await(Topic.TRAININGS, 1, any -> any.key().equals(job), Duration.ofMinutes(5))
                .get(0);
        return (TrainingCompleted) pipeline.decode(record);
    }

    private static void assertSameAsUndisturbed(TrainingCompleted done) throws Exception {
        assertThat(weights(done)).isEqualTo(weights(undisturbed));
        assertThat(history(done))
                .usingRecursiveComparison()
                .ignoringFields("epochs.imagesPerSecond", "epochs.seconds")
                .isEqualTo(history(undisturbed));
    }

    private static float[] weights(TrainingCompleted done) throws Exception {
        var down = Files.createTempDirectory(directory, "down");
        return Networks.read(store.fetch(done.training().network(), down))
                .graph()
                .params()
                .toFloatVector();
    }

    private static TrainingHistory history(TrainingCompleted done) throws Exception {
        var down = Files.createTempDirectory(directory, "down");
        return new ObjectMapper()
                .readValue(store.fetch(done.training().history(), down).toFile(), TrainingHistory.class);
    }

    /** The keys of a job's checkpoints, the newest first. */
    private static List<String> checkpoints(String job) {
        return store.list("jobs/" + job + "/round-1/trainer/checkpoints/").stream()
                // The store's own files on their way have other endings.
                .filter(key -> key.endsWith(".zip"))
                .sorted(Comparator.comparingLong(CheckpointIT::progress).reversed())
                .toList();
    }

    /** Steps and validations that were done. */
    private static long progress(String checkpoint) {
        return Long.parseLong(
                checkpoint.substring(checkpoint.lastIndexOf('/') + 1).replace(".zip", ""));
    }

    private static void awaitCheckpoints(String job, int count) throws Exception {
        var deadline = Instant.now().plus(Duration.ofMinutes(2));
        while (checkpoints(job).size() < count) {
            assertThat(Instant.now()).as("checkpoints of " + job + " in time").isBefore(deadline);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static void tear(String key) {
        store.delete(key);
        store.create(key, "PK\3\4 and nothing more".getBytes(UTF_8));
    }

    /** Steps done, over all epochs, in the last progress event of an attempt. */
    private static long lastStep(String job, int attempt) {
        return steps(job, attempt).max().orElse(0);
    }

    private static long stepsAfterReturn(String job, int attempt) {
        return steps(job, attempt).min().orElseThrow();
    }

    private static LongStream steps(String job, int attempt) {
        return pipeline.seen(Topic.PROGRESS, record -> record.key().equals(job)).stream()
                .map(record -> (StageProgressed) pipeline.decode(record))
                .filter(progressed -> progressed.attempt() == attempt && progressed.training() != null)
                .map(StageProgressed::training)
                .mapToLong(CheckpointIT::stepOf);
    }

    private static long stepOf(TrainingProgress training) {
        return (training.epoch() - 1L) * STEPS_PER_EPOCH + training.step();
    }
}

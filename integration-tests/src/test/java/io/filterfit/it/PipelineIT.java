package io.filterfit.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.filterfit.contracts.ArtifactReference;
import io.filterfit.contracts.CancelRequested;
import io.filterfit.contracts.CompressRequested;
import io.filterfit.contracts.CompressionCompleted;
import io.filterfit.contracts.CompressionFailed;
import io.filterfit.contracts.JobId;
import io.filterfit.contracts.Stage;
import io.filterfit.contracts.StageProgressed;
import io.filterfit.contracts.Topic;
import io.filterfit.evaluation.NetworkCost;
import io.filterfit.model.InputShape;
import io.filterfit.model.Network;
import io.filterfit.model.Networks;
import io.filterfit.model.zoo.Zoo;
import io.filterfit.model.zoo.ZooOptions;
import io.filterfit.report.CompressionReport;
import io.filterfit.report.NetworkFile;
import io.filterfit.report.Reports;
import io.filterfit.report.RoundReport;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.Criterion;
import io.filterfit.spec.Distillation;
import io.filterfit.spec.FailureReason;
import io.filterfit.spec.SoftPruning;
import io.filterfit.spec.Target;
import io.filterfit.stack.EmbeddedStack;
import io.filterfit.stack.ServiceName;
import io.filterfit.store.ArtifactStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** All four services in processes of their own, with a real broker and a real store. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PipelineIT {

    @TempDir
    private static Path directory;

    private static OtlpReceiver collector;
    private static EmbeddedStack stack;
    private static Pipeline pipeline;
    private static ArtifactStore store;
    private static ArtifactReference model;

    @BeforeAll
    @Timeout(240)
    static void start() throws Exception {
        TinyJob.writeDataset(directory);
        collector = new OtlpReceiver();
        stack = EmbeddedStack.start(TestStack.pipeline(directory, ServiceName.stages(), collector.settings()));
        var connection = stack.connection();
        pipeline = new Pipeline(connection.bootstrapServers());
        store = TestStack.store(connection);
        model = store.keep(TinyNetwork.write(directory), "models");
    }

    @AfterAll
    static void end() throws Exception {
        if (pipeline != null) {
            pipeline.close();
        }
        if (stack != null) {
            stack.close();
        }
        if (collector != null) {
            collector.close();
        }
    }

    @Test
    void twoJobsAtOnceGoThroughAllStages() throws Exception {
        var first = request("two-a", 0.3, new Criterion.L1Norm(), 1);
        var second = request("two-b", 0.4, Criterion.DistributionFitting.plain(), 1);
        pipeline.publish(first, "compress-requests");
        pipeline.publish(second, "compress-requests");

        assertCompressed(first, 0.3);
        assertCompressed(second, 0.4);
        assertThat(pipeline.await(Topic.PROGRESS, 4, record -> record.key().equals("two-a")))
                .extracting(record -> ((StageProgressed) pipeline.decode(record)).stage())
                .contains(Stage.values());
    }

    @Test
    void spansAreSentNowhereUnlessThatIsSwitchedOn() throws Exception {
        var request = request("untold", 0.3, new Criterion.L1Norm(), 1);
        pipeline.publish(request, "compress-requests");
        assertCompressed(request, 0.3);

        // Several times as long as spans are kept back.
        TimeUnit.SECONDS.sleep(2);
        assertThat(collector.isEmpty()).isTrue();
    }

    @Test
    void anOnnxNetworkGoesThroughAllStages() throws Exception {
        var file = directory.resolve("tiny.onnx");
        var shape = new InputShape(Images.SIZE, Images.SIZE, 3, CNN2DFormat.NCHW);
        Networks.write(Zoo.build("plain-cnn", new ZooOptions(shape, 2, 0.25, 1)), file);
        var request = new CompressRequested(
                new JobId("onnx"), store.keep(file, "models"), spec(0.3, new Criterion.L2Norm(), 1));
        pipeline.publish(request, "compress-requests");

        assertCompressed(request, 0.3);
    }

    @Test
    void aJobWithTwoRoundsGoesRoundTwice() throws Exception {
        var request = request("rounds", 0.5, new Criterion.L2Norm(), 2);
        pipeline.publish(request, "compress-requests");

        assertCompressed(request, 0.5);
        assertThat(pipeline.seen(Topic.ROUNDS, record -> record.key().equals("rounds")))
                .hasSize(1);
        assertThat(pipeline.seen(Topic.TRAININGS, record -> record.key().equals("rounds")))
                .hasSize(2);
    }

    @Test
    void aSoftlyPrunedJobHasARoundThatCutsNothing() throws Exception {
        var plain = spec(0.4, Criterion.DistributionFitting.plain(), 1);
        var spec = plain.with()
                .training(plain.training()
                        .with()
                        .distillation(Distillation.DEFAULT)
                        .build())
                .softPruning(new SoftPruning(1, 0.02))
                .build();
        var request = new CompressRequested(new JobId("soft"), model, spec);
        pipeline.publish(request, "compress-requests");

        var report = assertCompressed(request, 0.4);
        assertThat(report.rounds()).extracting(RoundReport::soft).containsExactly(true, false);
        assertThat(report.rounds().get(0).training().epochs()).hasSize(1);
    }

    @Test
    void aRedeliveredRequestIsAnsweredAgainButNotWorkedOnAgain() throws Exception {
        var request = request("twice", 0.3, new Criterion.L1Norm(), 1);
        pipeline.publish(request, "compress-requests");
        pipeline.result(request.jobId());

        pipeline.publish(request, "compress-requests");

        var results = pipeline.await(Topic.RESULTS, 2, record -> record.key().equals("twice"));
        assertThat(results.get(1).value()).isEqualTo(results.get(0).value());
        for (var stage : Stage.values()) {
            assertThat(store.list("jobs/twice/round-1/" + stage.label() + "/attempts/"))
                    .hasSize(1);
        }
    }

    @Test
    void aJobThatIsCancelledEndsOnceAndOneThatHasEndedStaysAsItIs() throws Exception {
        var ended = request("ended", 0.3, new Criterion.L1Norm(), 1);
        pipeline.publish(ended, "compress-requests");
        assertCompressed(ended, 0.3);
        pipeline.publish(request("cancelled", 0.3, new Criterion.L1Norm(), 1), "compress-requests");

        pipeline.publish(new CancelRequested(new JobId("cancelled")), "cancellations");
        pipeline.publish(new CancelRequested(ended.jobId()), "cancellations");
        pipeline.publish(ended, "compress-requests");

        var failed = (CompressionFailed) assertInstance(CompressionFailed.class, new JobId("cancelled"));
        assertThat(failed.reason()).as(failed.message()).isEqualTo(FailureReason.CANCELLED);
        // Told again by every stage, the end is what it was.
        var ends = pipeline.await(Topic.RESULTS, 2, record -> record.key().equals("ended"));
        assertThat(ends.get(1).value()).isEqualTo(ends.get(0).value());
        assertThat(pipeline.seen(Topic.RESULTS, record -> record.key().equals("cancelled")))
                .hasSize(1);
    }

    @Test
    void aCorruptModelFailsItsJobAndNoOther() throws Exception {
        var garbage =
                store.keep(Files.writeString(directory.resolve("garbage.zip"), "PK\3\4 and nothing more"), "models");
        var request = new CompressRequested(new JobId("corrupt"), garbage, spec(0.3, new Criterion.L1Norm(), 1));
        pipeline.publish(request, "compress-requests");
        var next = request("after-corrupt", 0.3, new Criterion.L1Norm(), 1);
        pipeline.publish(next, "compress-requests");

        assertFailed("corrupt", Stage.ANALYZER, FailureReason.MODEL_UNREADABLE);
        assertCompressed(next, 0.3);
    }

    @Test
    void anImpossibleTargetFailsWithTheArtifactsThatThereWereAndNamesTheLargest() throws Exception {
        pipeline.publish(request("impossible", 0.9999, new Criterion.L1Norm(), 1), "compress-requests");

        var failed = assertFailed("impossible", Stage.PRUNER, FailureReason.TARGET_IMPOSSIBLE);
        assertThat(failed.message()).containsPattern("0\\.\\d+|\\d+(\\.\\d+)? ?%");
        assertThat(failed.artifacts()).containsKey("round-1/analyzer/analysis");
        assertThat(store.fetch(failed.artifacts().get("round-1/analyzer/analysis"), directory))
                .exists();
    }

    @Test
    void anUnknownDataSetFailsTheJob() throws Exception {
        var spec = spec(0.3, new Criterion.L1Norm(), 1);
        for (var dataset : List.of("no-such-data-set", "../halves", "/etc")) {
            var job = new JobId("dataset-" + Math.abs(dataset.hashCode()));
            pipeline.publish(
                    new CompressRequested(
                            job, model, spec.with().dataset(dataset).build()),
                    "compress-requests");

            assertFailed(job.value(), Stage.ANALYZER, FailureReason.DATASET_UNKNOWN);
        }
    }

    @Test
    void aModelThatIsNotThereFailsTheJob() throws Exception {
        var spec = spec(0.3, new Criterion.L1Norm(), 1);
        var noObject = ArtifactReference.of(store.bucket(), "models/nowhere.zip", 10, "0".repeat(64));
        var otherBucket = ArtifactReference.of("other-bucket", "model.zip", 10, "0".repeat(64));
        var otherBytes = new ArtifactReference(model.uri(), model.size(), "0".repeat(64));
        pipeline.publish(new CompressRequested(new JobId("no-object"), noObject, spec), "compress-requests");
        pipeline.publish(new CompressRequested(new JobId("other-bucket"), otherBucket, spec), "compress-requests");
        pipeline.publish(new CompressRequested(new JobId("other-bytes"), otherBytes, spec), "compress-requests");

        assertFailed("no-object", Stage.ANALYZER, FailureReason.ARTIFACT_MISSING);
        assertThat(assertFailed("other-bucket", Stage.ANALYZER, FailureReason.INVALID_REQUEST)
                        .message())
                .contains("is not in bucket");
        assertFailed("other-bytes", Stage.ANALYZER, FailureReason.ARTIFACT_CORRUPT);
    }

    @Test
    void aMessageThatIsNoEventGoesToTheDeadLettersAsItCame() throws Exception {
        var message = "no event, \0 at all".getBytes(UTF_8);
        pipeline.publish("compress-requests", "dead", message);

        var letter = pipeline.await(Topic.DEAD_LETTERS, 1, record -> "dead".equals(record.key()))
                .get(0);
        assertThat(letter.value()).isEqualTo(message);
        assertThat(new String(letter.headers().lastHeader("dead-letter-reason").value(), UTF_8))
                .contains("not a CloudEvent");
        assertThat(new String(letter.headers().lastHeader("dead-letter-topic").value(), UTF_8))
                .isEqualTo("compress-requests");
    }

    @Test
    void aRequestThatIsNotValidIsAnswered() throws Exception {
        var message =
                """
                {"specversion": "1.0", "id": "1", "source": "/test", "type": "io.filterfit.compress-requested",
                 "data": {"jobId": "not-valid", "model": {"uri": "s3://b/k", "size": 1, "sha256": "%s"},
                          "spec": {"dataset": "cifar10", "target": {"type": "flops-reduction", "value": 7}}}}
                """
                        .formatted("0".repeat(64));
        pipeline.publish("compress-requests", "not-valid", message.getBytes(UTF_8));

        assertThat(assertFailed("not-valid", Stage.ANALYZER, FailureReason.INVALID_REQUEST)
                        .message())
                .contains("target.value is 7.0");
    }

    @Test
    void anotherRequestUnderTheSameJobIdIsRefused() throws Exception {
        pipeline.publish(request("taken", 0.3, new Criterion.L1Norm(), 1), "compress-requests");
        pipeline.await(Topic.ANALYSES, 1, record -> record.key().equals("taken"));

        pipeline.publish(request("taken", 0.6, new Criterion.L1Norm(), 1), "compress-requests");

        var letter = pipeline.await(Topic.DEAD_LETTERS, 1, record -> "taken".equals(record.key()))
                .get(0);
        assertThat(new String(letter.headers().lastHeader("dead-letter-reason").value(), UTF_8))
                .contains("belongs to another request");
    }

    private static CompressionReport assertCompressed(CompressRequested request, double reduction) throws Exception {
        var completed = (CompressionCompleted) assertInstance(CompressionCompleted.class, request.jobId());
        assertThat(completed.request()).isEqualTo(request);
        assertThat(completed.summary().flopsReduction()).isBetween(reduction, reduction + 0.2);
        assertThat(completed.summary().accuracyAfter()).isBetween(0.0, 1.0);
        var down = Files.createTempDirectory(directory, "down");
        var compressed = Networks.read(store.fetch(completed.model(), down)).graph();
        assertThat(NetworkCost.of(compressed).macs())
                .isEqualTo(completed.summary().flopsAfter());
        var onnx = Networks.read(store.fetch(completed.onnx(), down));
        assertThat(onnx.kind()).isEqualTo(Network.Kind.ONNX);
        assertThat(NetworkCost.of(onnx.graph()).macs())
                .isEqualTo(completed.summary().flopsAfter());
        var report = Reports.read(store.fetch(completed.report(), down));
        assertThat(report.files())
                .extracting(NetworkFile::format)
                .containsExactly(NetworkFile.DEEPLEARNING4J, NetworkFile.ONNX);
        assertThat(report.rounds()).hasSize(request.spec().allRounds());
        assertThat(report.timings()).hasSize(3 * request.spec().allRounds() + 1);
        assertThat(store.fetch(completed.reportPage(), down)).content().contains("<html");
        return report;
    }

    private static CompressionFailed assertFailed(String job, Stage stage, FailureReason reason) {
        var failed = (CompressionFailed) assertInstance(CompressionFailed.class, new JobId(job));
        assertThat(failed.reason()).as(failed.message()).isEqualTo(reason);
        assertThat(failed.stage()).isEqualTo(stage);
        return failed;
    }

    private static Object assertInstance(Class<?> type, JobId job) {
        var result = pipeline.result(job);
        assertThat(result).isInstanceOf(type);
        return result;
    }

    private static CompressRequested request(String job, double flopsReduction, Criterion criterion, int rounds) {
        return new CompressRequested(new JobId(job), model, spec(flopsReduction, criterion, rounds));
    }

    private static CompressionSpec spec(double flopsReduction, Criterion criterion, int rounds) {
        return TinyJob.spec(1)
                .with()
                .target(new Target.FlopsReduction(flopsReduction))
                .criterion(criterion)
                .rounds(rounds)
                .build();
    }
}

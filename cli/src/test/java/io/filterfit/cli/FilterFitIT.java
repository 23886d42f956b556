package io.filterfit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.filterfit.model.Network;
import io.filterfit.model.Networks;
import io.filterfit.model.zoo.Zoo;
import io.filterfit.model.zoo.ZooOptions;
import io.filterfit.report.CompressionReport;
import io.filterfit.report.Reports;
import io.filterfit.report.RoundReport;
import io.filterfit.report.StageTime;
import io.filterfit.spec.Criterion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands that work in one process, started as users start them. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class FilterFitIT {

    @TempDir
    static Path directory;

    private static Launcher filterfit;
    private static Path resnet;
    private static Path images;

    @BeforeAll
    static void makeAModelAndImages() throws Exception {
        filterfit = new Launcher(directory);
        resnet = directory.resolve("resnet-8.zip");
        Networks.write(Zoo.build("resnet-8", ZooOptions.CIFAR10.withClasses(2)), resnet);
        images = ImageTreeFixture.write(directory.resolve("images"), 80, 20);
    }

    static Stream<String> criteria() {
        return Criterion.NAMES.stream();
    }

    @ParameterizedTest
    @MethodSource("criteria")
    void prunesToTheTargetByEveryCriterion(String criterion) throws Exception {
        Path out = directory.resolve(criterion + ".zip");

        Launcher.Run run = filterfit.run(
                "prune",
                "--model",
                resnet.toString(),
                "--flops-reduction",
                "0.5",
                "--scope",
                "all",
                "--criterion",
                criterion,
                "--out",
                out.toString(),
                "--json");

        assertThat(run.status()).as(run.err()).isZero();
        JsonNode json = run.json();
        assertThat(json.get("criterion").asText()).isEqualTo(criterion);
        assertThat(json.get("flopsReduction").asDouble()).isBetween(0.5, 0.56);
        assertThat(json.get("flopsAfter").asLong())
                .isLessThan(json.get("flopsBefore").asLong());
        assertThat(json.get("parametersAfter").asLong())
                .isLessThan(json.get("parametersBefore").asLong());
        assertThat(json.get("accuracyBefore").isNull()).isTrue();
        assertThat(json.get("accuracyAfter").isNull()).isTrue();
        assertThat(json.get("jobId").asText()).isNotBlank();
        assertThat(Path.of(json.get("model").asText())).isEqualTo(out).isRegularFile();
    }

    @Test
    void prunesToAnOnnxFileThatSaysWhatItIs() throws Exception {
        Path out = directory.resolve("pruned.onnx");

        Launcher.Run run = filterfit.run(
                "prune",
                "--model",
                resnet.toString(),
                "--flops-reduction",
                "0.5",
                "--criterion",
                "l2",
                "--fold-batch-norm",
                "--out",
                out.toString(),
                "--json");

        assertThat(run.status()).as(run.err()).isZero();
        JsonNode json = run.json();
        assertThat(OnnxFile.of(out).metadata())
                .containsEntry("filterfit.job_id", json.get("jobId").asText())
                .containsEntry("filterfit.criterion", "l2")
                .containsEntry("filterfit.flops_before", json.get("flopsBefore").asText())
                .containsEntry("filterfit.flops_after", json.get("flopsAfter").asText())
                .containsKey("filterfit.version");
        assertThat(OnnxFile.of(out).outputSizes(3, 3, 32, 32)).containsExactly(3, 2);
    }

    @Test
    void prunesANetworkThatDoesNotSayHowLargeItsImagesAre() throws Exception {
        Path silent = directory.resolve("silent.zip");
        ComputationGraphConfiguration configuration =
                Networks.read(resnet).graph().getConfiguration().clone();
        configuration.getVertices().values().forEach(vertex -> {
            if (vertex instanceof LayerVertex layer
                    && layer.getPreProcessor() instanceof FeedForwardToCnnPreProcessor) {
                layer.setPreProcessor(null);
            }
        });
        ComputationGraph graph = new ComputationGraph(configuration);
        graph.init();
        Networks.write(new Network(graph, Network.Kind.COMPUTATION_GRAPH), silent);

        for (String[] told : new String[][] {{"--image-size", "32x32"}, {"--dataset", images.toString()}}) {
            Launcher.Run run = filterfit.run(Stream.concat(
                            Stream.of(
                                    "prune",
                                    "--model",
                                    silent.toString(),
                                    "--flops-reduction",
                                    "0.3",
                                    "--validation-images",
                                    "20",
                                    "--out",
                                    directory.resolve("told.zip").toString(),
                                    "--json"),
                            Stream.of(told))
                    .toArray(String[]::new));

            assertThat(run.status()).as(run.err()).isZero();
            assertThat(run.json().get("flopsReduction").asDouble()).isBetween(0.3, 0.36);
        }
    }

    @Test
    void convertsToOnnx() throws Exception {
        Path out = directory.resolve("converted.onnx");

        Launcher.Run run = filterfit.run("convert", "--model", resnet.toString(), "--out", out.toString(), "--json");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.json().get("kind").asText()).isEqualTo("onnx");
        assertThat(OnnxFile.of(out).outputSizes(2, 3, 32, 32)).containsExactly(2, 2);
    }

    @Test
    void convertsToNoOtherFormat() throws Exception {
        Path out = directory.resolve("converted.pt");

        Launcher.Run run = filterfit.run("convert", "--model", resnet.toString(), "--out", out.toString());

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("has to end in .zip or .onnx");
        assertThat(out).doesNotExist();
    }

    @Test
    void trainingThatIsKilledGoesOnToTheSameNetwork() throws Exception {
        Path undisturbed = directory.resolve("undisturbed.zip");
        Path resumed = directory.resolve("resumed.zip");
        Path checkpoints = directory.resolve("checkpoints");
        assertThat(filterfit
                        .run(longTraining(undisturbed, directory.resolve("unused")))
                        .status())
                .isZero();

        Process killed = filterfit.start(
                directory.resolve("killed.out"), directory.resolve("killed.err"), longTraining(resumed, checkpoints));
        while (files(checkpoints, ".zip") < 2) {
            assertThat(killed.isAlive()).isTrue();
            TimeUnit.MILLISECONDS.sleep(20);
        }
        killed.destroyForcibly().waitFor();
        assertThat(resumed).doesNotExist();
        Launcher.Run run = filterfit.run(longTraining(resumed, checkpoints));

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("going on after step");
        assertThat(Networks.read(resumed).graph().params().toFloatVector())
                .isEqualTo(Networks.read(undisturbed).graph().params().toFloatVector());
        assertThat(files(checkpoints, ".zip")).isZero();
    }

    private static String[] longTraining(Path out, Path checkpoints) {
        return new String[] {
            "train",
            "--model",
            resnet.toString(),
            "--dataset",
            images.toString(),
            "--epochs",
            "12",
            "--batch-size",
            "16",
            "--validation-images",
            "20",
            "--checkpoint-dir",
            checkpoints.toString(),
            "--checkpoint-every",
            "10 steps",
            "--out",
            out.toString()
        };
    }

    private static long files(Path directory, String ending) throws IOException {
        if (!Files.isDirectory(directory)) {
            return 0;
        }
        try (Stream<Path> found = Files.find(
                directory,
                2,
                (path, attributes) -> path.toString().endsWith(ending)
                        && path.getParent().getParent().equals(directory))) {
            return found.count();
        }
    }

    @Test
    void trainsEvaluatesAndPrunesOnImagesOfOnesOwn() throws Exception {
        Path trained = directory.resolve("trained.zip");

        Launcher.Run training = filterfit.run(
                "train",
                "--architecture",
                "resnet8",
                "--width-factor",
                "0.5",
                "--dataset",
                images.toString(),
                "--epochs",
                "3",
                "--batch-size",
                "16",
                "--learning-rate",
                "0.05",
                "--validation-images",
                "20",
                "--out",
                trained.toString(),
                "--json");
        assertThat(training.status()).as(training.err()).isZero();
        assertThat(training.err()).contains("epoch   1", "epoch   3");
        assertThat(training.json().get("accuracy").asDouble()).isGreaterThan(0.9);

        Launcher.Run evaluation =
                filterfit.run("evaluate", "--model", trained.toString(), "--dataset", images.toString(), "--json");
        assertThat(evaluation.status()).as(evaluation.err()).isZero();
        assertThat(evaluation.json().get("accuracy").asDouble())
                .isEqualTo(training.json().get("accuracy").asDouble());
        assertThat(evaluation.json().get("total").asInt()).isEqualTo(40);
        assertThat(evaluation.json().get("correct").asInt()).isGreaterThan(36);
        assertThat(evaluation.json().get("imagesPerSecond").asDouble()).isPositive();

        Launcher.Run inBlack = filterfit.run(
                "evaluate",
                "--model",
                trained.toString(),
                "--dataset",
                images.toString(),
                "--mean",
                "1,1,1",
                "--std",
                "1000,1000,1000",
                "--json");
        assertThat(inBlack.status()).as(inBlack.err()).isZero();
        assertThat(inBlack.json().get("correct").asInt()).isLessThan(30);

        Launcher.Run pruning = filterfit.run(
                "prune",
                "--model",
                trained.toString(),
                "--dataset",
                images.toString(),
                "--flops-reduction",
                "0.4",
                "--epochs",
                "2",
                "--batch-size",
                "16",
                "--validation-images",
                "20",
                "--out",
                directory.resolve("small.zip").toString(),
                "--json");
        assertThat(pruning.status()).as(pruning.err()).isZero();
        assertThat(pruning.json().get("accuracyBefore").asDouble())
                .isEqualTo(training.json().get("accuracy").asDouble());
        assertThat(pruning.json().get("accuracyAfter").asDouble()).isGreaterThan(0.9);
    }

    @Test
    void appliesAManifestToTheSameBytes() throws Exception {
        Path pruned = directory.resolve("by-prune.zip");
        Path applied = directory.resolve("by-apply.zip");
        Path manifest = directory.resolve("cut.json");

        Launcher.Run pruning = filterfit.run(
                "prune",
                "--model",
                resnet.toString(),
                "--flops-reduction",
                "0.5",
                "--scope",
                "all",
                "--out",
                pruned.toString(),
                "--manifest",
                manifest.toString());
        assertThat(pruning.status()).as(pruning.err()).isZero();
        Launcher.Run applying = filterfit.run(
                "apply",
                "--manifest",
                manifest.toString(),
                "--model",
                resnet.toString(),
                "--out",
                applied.toString(),
                "--json");

        assertThat(applying.status()).as(applying.err()).isZero();
        assertThat(applying.json().get("sameFile").asBoolean()).isTrue();
        assertThat(applied).hasSameBinaryContentAs(pruned);
        try (InputStream schema =
                FilterFitIT.class.getResourceAsStream("/io/filterfit/contracts/schemas/manifest.json")) {
            assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                            .getSchema(schema)
                            .validate(Files.readString(manifest), InputFormat.JSON))
                    .isEmpty();
        }
    }

    @Test
    void refusesAManifestOfAnotherNetwork() throws Exception {
        Path manifest = Files.writeString(directory.resolve("other.json"), "{\"format\": \"other\"}");

        assertFails(
                2,
                "invalid-request",
                "this is 'other' of version 0",
                "apply",
                "--manifest",
                manifest.toString(),
                "--model",
                resnet.toString(),
                "--out",
                directory.resolve("none.zip").toString(),
                "--json");
    }

    @Test
    void prunesSoftlyAndInRoundsWithTheNetworkItWasAsTheTeacher() throws Exception {
        Path out = directory.resolve("rounds.zip");

        Launcher.Run run = filterfit.run(
                "prune",
                "--model",
                resnet.toString(),
                "--dataset",
                images.toString(),
                "--flops-reduction",
                "0.5",
                "--soft-pruning",
                "1",
                "--rounds",
                "2",
                "--epochs",
                "1",
                "--distillation",
                "0.5",
                "--batch-size",
                "16",
                "--validation-images",
                "20",
                "--out",
                out.toString(),
                "--json");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.json().get("flopsReduction").asDouble()).isBetween(0.5, 0.56);
        CompressionReport report = Reports.read(Path.of(run.json().get("report").asText()));
        assertThat(report.rounds()).extracting(RoundReport::soft).containsExactly(true, false, false);
        assertThat(report.rounds())
                .allSatisfy(round -> assertThat(round.training().epochs()).hasSize(1));
        assertThat(report.timings())
                .extracting(StageTime::round, StageTime::stage)
                .containsExactly(
                        tuple(1, "pruner"),
                        tuple(1, "trainer"),
                        tuple(2, "pruner"),
                        tuple(2, "trainer"),
                        tuple(3, "pruner"),
                        tuple(3, "trainer"),
                        tuple(3, "evaluator"));
    }

    @Test
    void anOptionOfWhatIsOffIsRefused() throws Exception {
        assertFails(
                2,
                "invalid-request",
                "--temperature belongs to --distillation",
                "prune",
                "--model",
                resnet.toString(),
                "--flops-reduction",
                "0.5",
                "--temperature",
                "3",
                "--out",
                "x.zip",
                "--json");
    }

    @Test
    void inspectsLayersGroupsAndFlops() throws Exception {
        Launcher.Run run = filterfit.run("inspect", "--model", resnet.toString(), "--json");

        assertThat(run.status()).as(run.err()).isZero();
        JsonNode json = run.json();
        assertThat(json.get("flops").asLong()).isGreaterThan(1_000_000);
        assertThat(json.get("layers")).isNotEmpty();
        assertThat(json.get("groups")).isNotEmpty();
        assertThat(json.get("groups")
                        .get(0)
                        .get("norms")
                        .get("summary")
                        .get("filters")
                        .asInt())
                .isEqualTo(16);
    }

    @Test
    void namesTheModelThatIsMissing() throws Exception {
        assertFails(1, "model-unreadable|file-unusable", "nowhere.zip", "inspect", "--model", "nowhere.zip", "--json");
    }

    @Test
    void refusesACorruptModel() throws Exception {
        Path corrupt = Files.writeString(directory.resolve("corrupt.zip"), "this is no zip");

        assertFails(1, "model-unreadable", "corrupt.zip", "inspect", "--model", corrupt.toString(), "--json");
    }

    @Test
    void namesTheCriteriaWhereOneIsUnknown() throws Exception {
        assertFails(
                2,
                "invalid-request",
                "criterion 'magic' is unknown; use one of distribution-fitting",
                "prune",
                "--model",
                resnet.toString(),
                "--out",
                "x.zip",
                "--flops-reduction",
                "0.5",
                "--criterion",
                "magic",
                "--json");
    }

    @Test
    void namesTheLargestPossibleReductionWhereMoreIsAsked() throws Exception {
        assertFails(
                1,
                "target-impossible",
                "%|0\\.",
                "prune",
                "--model",
                resnet.toString(),
                "--out",
                "x.zip",
                "--flops-reduction",
                "0.99",
                "--json");
        assertThat(directory.resolve("x.zip")).doesNotExist();
    }

    @Test
    void namesTheDataSetsWhereOneIsUnknown() throws Exception {
        assertFails(
                1,
                "dataset-unknown",
                "imagenet.*cifar10",
                "evaluate",
                "--model",
                resnet.toString(),
                "--dataset",
                "imagenet",
                "--json");
    }

    @Test
    void refusesFineTuningWithoutImages() throws Exception {
        assertFails(
                2,
                "invalid-request",
                "add --dataset",
                "prune",
                "--model",
                resnet.toString(),
                "--out",
                "x.zip",
                "--flops-reduction",
                "0.5",
                "--epochs",
                "1",
                "--json");
    }

    @Test
    void refusesAnOutputFileThatCannotBeWrittenBeforeAnyWork() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "");

        assertFails(
                1,
                "file-unusable",
                "file/out.zip",
                "prune",
                "--model",
                resnet.toString(),
                "--out",
                file.resolve("out.zip").toString(),
                "--flops-reduction",
                "0.5",
                "--json");
    }

    @Test
    void saysHowToStartAPipelineWhereNoneRuns() throws Exception {
        assertFails(1, "broker-unavailable", "filterfit up", "status", "--json");
    }

    @Test
    void saysThatNoBrokerAnswers() throws Exception {
        Path credentials = Files.writeString(
                directory.resolve("credentials.json"), "{\"accessKey\": \"a\", \"secretKey\": \"b\"}");

        assertFails(
                1,
                "broker-unavailable",
                "no Kafka broker at 127.0.0.1:9",
                "status",
                "--bootstrap-servers",
                "127.0.0.1:9",
                "--store-endpoint",
                "http://127.0.0.1:9",
                "--credentials",
                credentials.toString(),
                "--json");
    }

    @Test
    void saysWhatIsWrongWithTheCommandLine() throws Exception {
        assertFails(
                2,
                "invalid-request",
                "--flops-reductoin",
                "prune",
                "--model",
                resnet.toString(),
                "--out",
                "x.zip",
                "--flops-reductoin",
                "0.5",
                "--json");
    }

    private static void assertFails(int status, String reasons, String says, String... arguments) throws Exception {
        Launcher.Run run = filterfit.run(arguments);

        assertThat(run.status()).as(run.err()).isEqualTo(status);
        assertThat(run.complaints()).singleElement().asString().containsPattern(says);
        assertThat(List.of(reasons.split("\\|")))
                .contains(run.json().get("error").get("reason").asText());
        assertThat(run.err()).doesNotContain("\tat ");
    }
}

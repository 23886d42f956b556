package io.filterfit.cli;

import io.filterfit.cli.pipeline.EventPublisher;
import io.filterfit.cli.pipeline.PipelineAddress;
import io.filterfit.contracts.ArtifactReference;
import io.filterfit.contracts.CompressRequested;
import io.filterfit.contracts.CompressionCompleted;
import io.filterfit.contracts.JobId;
import io.filterfit.dataset.Datasets;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.Criterion;
import io.filterfit.spec.FailureReason;
import io.filterfit.spec.Scope;
import io.filterfit.spec.Target;
import io.filterfit.spec.TrainingSpec;
import io.filterfit.stack.EmbeddedStack;
import io.filterfit.stack.ServiceName;
import io.filterfit.store.ArtifactStore;
import io.filterfit.store.StoreLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The whole pipeline on a network that comes with the project. */
@Command(
        name = "demo",
        description = {
            "Compress the CIFAR-10 network that comes with FilterFit, through the whole pipeline on this machine:",
            "fetches the data, starts the stack, submits the network, shows progress, and prints before and after."
        },
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    private static final String MODEL = "models/cifar10-resnet8/resnet8.zip";
    private static final String DATASET = "cifar10";
    private static final double LEARNING_RATE = 0.05;
    private static final Duration LIMIT = Duration.ofMinutes(60);
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    @Mixin
    private Output output;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            defaultValue = StackLocation.DEFAULT_DIRECTORY,
            description = "Where the stack keeps its data and the results are put (${DEFAULT-VALUE}).")
    private Path directory;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "20",
            description = "Epochs of fine-tuning (${DEFAULT-VALUE}).")
    private int epochs;

    @Override
    public Integer call() throws InterruptedException {
        Path model = shippedModel();
        JobId job = new JobId("demo-" + LocalDateTime.now().format(SECONDS));
        Compressed compressed;
        try (StageProgress stages = output.stages()) {
            Datasets.ofUser().fetch(DATASET, new FetchProgress(stages));
            stages.close();
            output.progress(
                    "Starting the stack in " + directory.toAbsolutePath().normalize());
            try (EmbeddedStack stack = EmbeddedStack.start(
                    PipelineStack.options(directory, ServiceName.stages()).withProgress(output::progress))) {
                PipelineAddress address = PipelineAddress.of(stack.connection());
                submit(address, new CompressRequested(job, upload(address, model), spec()));
                output.progress("Submitted job " + job);
                CompressionCompleted completed = follow(stack, address, job, stages);
                compressed = JobResults.fetch(
                        completed, address, directory.resolve("results").resolve(job.value()));
            }
        }
        output.line(JobResults.table(compressed));
        JobResults.show(compressed, output);
        output.result(compressed);
        return 0;
    }

    private CompressionSpec spec() {
        TrainingSpec training = TrainingSpec.FINE_TUNING
                .with()
                .epochs(epochs)
                .learningRate(LEARNING_RATE)
                .build();
        return new CompressionSpec(
                DATASET,
                new Target.FlopsReduction(0.5),
                Criterion.DistributionFitting.ofLiving(),
                Scope.INNER,
                1,
                1,
                1,
                true,
                training,
                1);
    }

    private static ArtifactReference upload(PipelineAddress address, Path model) {
        try (ArtifactStore store = new ArtifactStore(address.store())) {
            return store.keep(model, StoreLayout.MODELS);
        }
    }

    private static void submit(PipelineAddress address, CompressRequested request) {
        new EventPublisher(address).publish(request);
    }

    /** Waits for the job or for the stack's failure, whichever comes first. */
    private static CompressionCompleted follow(
            EmbeddedStack stack, PipelineAddress address, JobId job, StageProgress stages) throws InterruptedException {
        CompletableFuture<CompressionCompleted> result =
                CompletableFuture.supplyAsync(() -> new JobWatch(job, stages).follow(address, LIMIT));
        CompletableFuture<Object> first = CompletableFuture.anyOf(result, stack.failure());
        try {
            if (first.get() instanceof CompressionException failure) {
                throw failure;
            }
            return result.join();
        } catch (ExecutionException | CompletionException e) {
            if (e.getCause() instanceof CompressionException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private static Path shippedModel() {
        Path home = Path.of(System.getProperty("filterfit.home", "."));
        Path model = home.resolve(MODEL);
        if (!Files.isRegularFile(model)) {
            throw new CompressionException(
                    FailureReason.FILE_UNUSABLE,
                    "the demo's network " + model + " is missing; check the checkout out anew");
        }
        return model;
    }
}

package io.filterfit.cli;

import io.filterfit.cli.pipeline.EventPublisher;
import io.filterfit.cli.pipeline.PipelineAddress;
import io.filterfit.contracts.ArtifactReference;
import io.filterfit.contracts.CompressRequested;
import io.filterfit.contracts.JobId;
import io.filterfit.contracts.Topic;
import io.filterfit.model.Networks;
import io.filterfit.spec.Checks;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.TrainingSpec;
import io.filterfit.store.ArtifactStore;
import io.filterfit.store.StoreLayout;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks a pipeline for a compression. */
@Command(
        name = "submit",
        description = {
            "Upload a network and publish a compress request, to the embedded stack or to any Kafka and S3.",
            "What to do is given by options, or by --spec FILE with the JSON that the event carries."
        },
        mixinStandardHelpOptions = true)
final class SubmitCommand implements Callable<Integer> {

    @Mixin
    private Output output;

    @Mixin
    private ConnectionOptions connection;

    @Option(names = "--model", paramLabel = "FILE", required = true, description = "The network.")
    private Path model;

    @Option(
            names = "--dataset",
            paramLabel = "NAME",
            description = "The data set, by the name that the services know it by, for instance cifar10.")
    private String dataset;

    @Mixin
    private CompressionOptions compression;

    @Option(names = "--spec", paramLabel = "FILE", description = "What to do, as JSON, in place of all other options.")
    private Path specFile;

    @Option(names = "--job-id", paramLabel = "ID", description = "A new name for the job (a random one).")
    private String jobId;

    @Option(names = "--watch", description = "Follow the job to its end.")
    private boolean watch;

    @Mixin
    private WatchOptions watching;

    /** The outcome for machines where the job is not followed. */
    record Submitted(String jobId, String model, String topic, CompressionSpec spec) {}

    @Override
    public Integer call() {
        CompressRequested requested = publish(connection.address());
        if (watch) {
            FollowedJob.toItsEnd(requested.jobId(), connection.address(), watching.limit(), output);
        } else {
            output.line("submitted job " + requested.jobId() + "; follow it with 'filterfit watch " + requested.jobId()
                    + "'");
            output.result(new Submitted(
                    requested.jobId().value(),
                    requested.model().uri().toString(),
                    Topic.COMPRESS_REQUESTS.topicName(),
                    requested.spec()));
        }
        return 0;
    }

    private CompressionSpec specOfOptions() {
        if (dataset == null) {
            throw Checks.invalid("--dataset is missing; the services need images to recover and to measure with");
        }
        return compression.toSpec(dataset, TrainingSpec.FINE_TUNING);
    }

    private CompressRequested publish(PipelineAddress address) {
        CompressionSpec spec = specFile == null ? specOfOptions() : SpecFile.read(specFile);
        if (specFile != null && (compression.hasTarget() || dataset != null)) {
            throw Checks.invalid("--spec says all that there is to do; leave --dataset and the target out");
        }
        JobId job = jobId == null ? JobId.random() : new JobId(jobId);
        // What cannot be read here cannot be read there; say so before anything is uploaded.
        Networks.read(model);
        try (ArtifactStore store = new ArtifactStore(address.store())) {
            ArtifactReference uploaded = store.keep(model, StoreLayout.MODELS);
            CompressRequested requested = new CompressRequested(job, uploaded, spec);
            new EventPublisher(address).publish(requested);
            return requested;
        }
    }
}

package io.filterfit.benchmarks.load;

import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.Criterion;
import io.filterfit.spec.Scope;
import io.filterfit.spec.Target;
import io.filterfit.spec.TrainingSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.FileUtils;

/** The job that {@code filterfit demo} submits: how much of its time is work. */
final class DemoJob {

    private static final String MODEL = "models/cifar10-resnet8/resnet8.zip";
    private static final double LEARNING_RATE = 0.02;
    private static final String ID = "demo";

    private DemoJob() {}

    /** Alone in a pipeline, with all processors for each stage. */
    static LoadRecord.Demo run(Path home, int epochs) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("filterfit-load-demo");
        try (var pipeline = Pipeline.start(directory.resolve("stack"), Map.of());
                var traffic = new Traffic(pipeline.stack().connection().bootstrapServers())) {
            return run(home, pipeline, traffic, epochs);
        } finally {
            FileUtils.deleteDirectory(directory.toFile());
        }
    }

    private static LoadRecord.Demo run(Path home, Pipeline pipeline, Traffic traffic, int epochs)
            throws InterruptedException {
        var training = TrainingSpec.FINE_TUNING
                .with()
                .epochs(epochs)
                .learningRate(LEARNING_RATE)
                .build();
        var spec = new CompressionSpec(
                "cifar10",
                new Target.FlopsReduction(0.5),
                Criterion.DistributionFitting.ofLiving(),
                Scope.INNER,
                1,
                1,
                1,
                true,
                training,
                1);
        pipeline.request(ID, pipeline.store().keep(home.resolve(MODEL), "models"), spec);
        pipeline.flush();
        var job = traffic.job(ID);
        while (!job.ended()) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        if (job.failed()) {
            throw new IllegalStateException("the demo's job failed");
        }
        Map<String, Double> stages = new LinkedHashMap<>();
        job.work().forEach((stage, seconds) -> stages.put(stage.label(), seconds));
        return new LoadRecord.Demo(epochs, (job.endedAt() - job.requestedAt()) / 1e3, stages);
    }
}

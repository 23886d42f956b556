package io.filterfit.benchmarks.load;

import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.Criterion;
import io.filterfit.spec.Scope;
import io.filterfit.spec.Target;
import io.filterfit.spec.TrainingSpec;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The job that {@code filterfit demo} submits: how much of its time is work. */
final class DemoJob {

    private static final String MODEL = "models/cifar10-resnet8/resnet8.zip";
    private static final double LEARNING_RATE = 0.02;
    private static final String ID = "demo";

    private DemoJob() {}

    static LoadRecord.Demo run(Path home, Pipeline pipeline, Traffic traffic, int epochs) throws InterruptedException {
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

package io.filterfit.it.fault;

import io.filterfit.contracts.ArtifactReference;
import io.filterfit.contracts.CompressRequested;
import io.filterfit.contracts.JobId;
import io.filterfit.it.Images;
import io.filterfit.model.InputShape;
import io.filterfit.model.Networks;
import io.filterfit.model.zoo.Zoo;
import io.filterfit.model.zoo.ZooOptions;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.Criterion;
import io.filterfit.spec.Scope;
import io.filterfit.spec.Target;
import io.filterfit.spec.TrainingSpec;
import java.nio.file.Path;
import org.deeplearning4j.nn.conf.CNN2DFormat;

/** A network and what is asked of it: a job of a second or two, or with more epochs one that can be met in the middle of its training. */
final class TinyJob {

    static final String DATASET = "halves";
    static final int SHORT = 2;
    static final int LONG = 60;

    private TinyJob() {}

    static void write(Path network) {
        var shape = new InputShape(Images.SIZE, Images.SIZE, 3, CNN2DFormat.NHWC);
        Networks.write(Zoo.build("resnet-8", new ZooOptions(shape, 2, 0.5, 1)), network);
    }

    static CompressRequested request(String job, ArtifactReference model, int epochs) {
        var training = new TrainingSpec(epochs, 16, 0.01, 0.9, 1e-4, 1, true, 20);
        return new CompressRequested(
                new JobId(job),
                model,
                new CompressionSpec(
                        DATASET,
                        new Target.FlopsReduction(0.3),
                        Criterion.DistributionFitting.plain(),
                        Scope.ALL,
                        1,
                        1,
                        1,
                        true,
                        training,
                        1));
    }
}

package io.filterfit.it.fault;

import io.filterfit.contracts.ArtifactReference;
import io.filterfit.contracts.CompressRequested;
import io.filterfit.contracts.JobId;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.Criterion;
import io.filterfit.spec.Scope;
import io.filterfit.spec.Target;
import io.filterfit.spec.TrainingSpec;

/** What is asked of the {@link io.filterfit.it.TinyNetwork}: a job of a second or two, or with more epochs one that can be met in the middle of its training. */
final class TinyJob {

    static final String DATASET = "halves";
    static final int SHORT = 2;
    static final int LONG = 60;

    private TinyJob() {}

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

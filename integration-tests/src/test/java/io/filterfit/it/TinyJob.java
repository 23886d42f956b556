package io.filterfit.it;

import io.filterfit.contracts.Analysis;
import io.filterfit.contracts.ArtifactReference;
import io.filterfit.contracts.CompressRequested;
import io.filterfit.contracts.JobId;
import io.filterfit.contracts.JobRound;
import io.filterfit.contracts.Pruning;
import io.filterfit.contracts.PruningCompleted;
import io.filterfit.contracts.StageTiming;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.Criterion;
import io.filterfit.spec.Scope;
import io.filterfit.spec.Target;
import io.filterfit.spec.TrainingSpec;
import java.io.IOException;
import java.nio.file.Path;

/** What is asked of the {@link TinyNetwork}: a job of a second or two, or with more epochs one that can be met in the middle of its training. */
public final class TinyJob {

    public static final String DATASET = "halves";
    public static final int SHORT = 2;
    public static final int LONG = 60;

    /** More epochs than anybody waits for. */
    public static final int FOREVER = 100_000;

    private TinyJob() {}

    /** Makes the data set where {@link TestStack} lets services look for it. */
    public static void writeDataset(Path directory) throws IOException {
        Images.write(directory.resolve("datasets").resolve(DATASET));
    }

    public static CompressionSpec spec(int epochs) {
        var warmupEpochs = epochs > 1 ? 1 : 0;
        return new CompressionSpec(
                DATASET,
                new Target.FlopsReduction(0.3),
                Criterion.DistributionFitting.plain(),
                Scope.ALL,
                1,
                1,
                1,
                true,
                new TrainingSpec(epochs, 16, 0.01, 0.9, 1e-4, warmupEpochs, true, 20),
                1);
    }

    public static CompressRequested request(String job, ArtifactReference model, int epochs) {
        return new CompressRequested(new JobId(job), model, spec(epochs));
    }

    /** What the trainer would be handed if nothing had been cut. */
    static PruningCompleted uncut(String job, ArtifactReference network, int epochs) {
        var timing = new StageTiming(1, 1);
        return new PruningCompleted(
                JobRound.first(request(job, network, epochs)),
                new Analysis(network, timing),
                new Pruning(network, network, timing));
    }
}

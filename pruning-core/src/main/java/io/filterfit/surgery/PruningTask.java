package io.filterfit.surgery;

import io.filterfit.dataset.TrainingSplits;
import io.filterfit.model.Network;
import io.filterfit.plan.Findings;
import io.filterfit.spec.CompressionSpec;
import java.util.Optional;

/**
 * What the pruner is given.
 *
 * @param network with its input shape pinned (see {@link io.filterfit.model.InputShape})
 * @param spec target (as a share of this network), criterion, scope and limits
 * @param findings what to go by besides the network
 * @param images to recover with after the cut, and to measure with; without any, the network is returned as the cut left it
 * @param beforeEveryTrial called before each network that is cut and measured in search of a target; may throw, and so end it
 * @param steps told of what is done
 */
public record PruningTask(
        Network network,
        CompressionSpec spec,
        Findings findings,
        Optional<TrainingSplits> images,
        Runnable beforeEveryTrial,
        PruningSteps steps) {

    /** Going by the network alone, without images. */
    public static PruningTask of(Network network, CompressionSpec spec) {
        return new PruningTask(network, spec, Findings.NONE, Optional.empty(), () -> {}, PruningSteps.UNTOLD);
    }

    public PruningTask with(Optional<TrainingSplits> available) {
        return new PruningTask(network, spec, findings, available, beforeEveryTrial, steps);
    }

    public PruningTask knowing(Findings other) {
        return new PruningTask(network, spec, other, images, beforeEveryTrial, steps);
    }

    public PruningTask telling(Runnable observer) {
        return new PruningTask(network, spec, findings, images, observer, steps);
    }

    public PruningTask telling(PruningSteps observer) {
        return new PruningTask(network, spec, findings, images, beforeEveryTrial, observer);
    }
}

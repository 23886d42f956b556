package io.filterfit.surgery;

import io.filterfit.dataset.TrainingSplits;
import io.filterfit.model.Network;
import io.filterfit.selection.TrainedNorms;
import io.filterfit.spec.CompressionSpec;
import java.util.Optional;

/**
 * What the pruner is given.
 *
 * @param network with its input shape pinned (see {@link io.filterfit.model.InputShape})
 * @param spec target (as a share of this network), criterion, scope and limits
 * @param trained the norms to fit where the network has been pruned softly
 * @param images to recover with after the cut, and to measure with; without any, the network is returned as the cut left it
 * @param beforeEveryTrial called before each network that is cut and measured in search of a target; may throw, and so end it
 */
public record PruningTask(
        Network network,
        CompressionSpec spec,
        TrainedNorms trained,
        Optional<TrainingSplits> images,
        Runnable beforeEveryTrial) {

    /** Of a network that has not been pruned softly, without images. */
    public static PruningTask of(Network network, CompressionSpec spec) {
        return new PruningTask(network, spec, TrainedNorms.OWN, Optional.empty(), () -> {});
    }

    public PruningTask with(Optional<TrainingSplits> available) {
        return new PruningTask(network, spec, trained, available, beforeEveryTrial);
    }

    public PruningTask fitting(TrainedNorms norms) {
        return new PruningTask(network, spec, norms, images, beforeEveryTrial);
    }

    public PruningTask telling(Runnable observer) {
        return new PruningTask(network, spec, trained, images, observer);
    }
}

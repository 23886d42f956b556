package io.filterfit.surgery;

import io.filterfit.dataset.TrainingSplits;
import io.filterfit.evaluation.NetworkCost;
import io.filterfit.graph.CoupledGroups;
import io.filterfit.model.Network;
import io.filterfit.plan.Planner;
import io.filterfit.plan.PruningPlan;
import io.filterfit.recovery.Recovery;
import io.filterfit.recovery.Recovery.Recovered;
import io.filterfit.selection.TrainedNorms;
import io.filterfit.spec.CompressionSpec;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Plans, cuts, proves and recovers: all that happens to a network between its analysis and its fine-tuning. */
public final class Pruner {

    private Pruner() {}

    /**
     * Prunes a network as the request says; the network that is passed in is left as it is.
     *
     * @param network with its input shape pinned (see {@link io.filterfit.model.InputShape})
     * @param spec target (as a share of this network), criterion, scope and limits
     * @param images to recover with after the cut; without any, the network is returned as the cut left it
     * @throws io.filterfit.spec.CompressionException TARGET_IMPOSSIBLE, naming the largest possible reduction; MODEL_UNSUPPORTED; or
     *     EQUIVALENCE_VIOLATED if the cut network does not compute what the masked one does
     */
    public static PruningResult prune(Network network, CompressionSpec spec, Optional<TrainingSplits> images) {
        return prune(network, spec, TrainedNorms.OWN, images);
    }

    /**
     * As {@link #prune(Network, CompressionSpec, Optional)}, for a network that has been pruned softly.
     *
     * @param trained the norms to fit, of the network before that
     */
    public static PruningResult prune(
            Network network, CompressionSpec spec, TrainedNorms trained, Optional<TrainingSplits> images) {
        ComputationGraph original = network.graph();
        CoupledGroups groups = CoupledGroups.of(original);
        PruningPlan plan = Planner.plan(original, groups, spec, trained);
        ComputationGraph cut = Surgery.prune(original, groups, plan);
        Equivalence equivalence = EquivalenceGate.verify(original, groups, cut, plan);
        Optional<Recovered> recovered =
                images.map(splits -> Recovery.of(original, groups, cut, plan, splits, spec.reconstruct()));
        ComputationGraph result = recovered.map(Recovered::network).orElse(cut);
        return new PruningResult(
                network.with(result),
                plan,
                equivalence,
                recovered.map(Recovered::outcome),
                NetworkCost.of(original),
                NetworkCost.of(result));
    }
}

package io.filterfit.surgery;

import io.filterfit.dataset.TrainingSplits;
import io.filterfit.evaluation.Latency;
import io.filterfit.evaluation.NetworkCost;
import io.filterfit.graph.CoupledGroups;
import io.filterfit.model.Network;
import io.filterfit.plan.Findings;
import io.filterfit.plan.Planner;
import io.filterfit.plan.PruningPlan;
import io.filterfit.plan.Trial;
import io.filterfit.recovery.Recovery;
import io.filterfit.recovery.Recovery.Recovered;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.Target;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Plans, cuts, proves and recovers: all that happens to a network between its analysis and its fine-tuning. */
public final class Pruner {

    private static final int LATENCY_PASSES = 20;

    private final Network network;
    private final ComputationGraph original;
    private final CoupledGroups groups;
    private final CompressionSpec spec;
    private final Findings findings;
    private final Optional<TrainingSplits> images;
    private final PruningSteps steps;

    private Pruner(PruningTask task) {
        network = task.network();
        original = network.graph();
        groups = CoupledGroups.of(original);
        spec = task.spec();
        findings = task.findings();
        images = task.images();
        steps = task.steps();
    }

    /** As {@link #prune(PruningTask)}, where there is no more to say. */
    public static PruningResult prune(Network network, CompressionSpec spec, Optional<TrainingSplits> images) {
        return prune(PruningTask.of(network, spec).with(images));
    }

    /**
     * Prunes a network as the request says; the network that is passed in is left as it is.
     *
     * @throws io.filterfit.spec.CompressionException TARGET_IMPOSSIBLE, naming the largest possible reduction; MODEL_UNSUPPORTED;
     *     INVALID_REQUEST if the target has to be measured and there are no images; or EQUIVALENCE_VIOLATED if the cut network does not
     *     compute what the masked one does
     */
    public static PruningResult prune(PruningTask task) {
        return new Pruner(task).prune(task.beforeEveryTrial());
    }

    private PruningResult prune(Runnable beforeEveryTrial) {
        if (images.isPresent() && spec.target() instanceof Target.AccuracyDrop drop) {
            AccuracyTrial trial = new AccuracyTrial(original, images.get().validation(), drop.value(), this::recovered);
            PruningPlan plan = steps.step("search", () -> search(drop, trial, beforeEveryTrial));
            ComputationGraph cut = cut(plan);
            return result(plan, cut, verified(cut, plan), Optional.of(trial.lastThatMet()));
        }
        PruningPlan plan = images.isPresent() && spec.target() instanceof Target.LatencyReduction reduction
                ? steps.step("search", () -> search(reduction, latencyTrial(reduction), beforeEveryTrial))
                : steps.step("plan", () -> Planner.plan(original, groups, spec, findings));
        ComputationGraph cut = cut(plan);
        return result(
                plan,
                cut,
                verified(cut, plan),
                images.map(splits -> steps.step("recovery", () -> recover(cut, plan, splits))));
    }

    private ComputationGraph cut(PruningPlan plan) {
        return steps.step("surgery", () -> Surgery.prune(original, groups, plan));
    }

    private PruningPlan search(Target.Measured target, Trial trial, Runnable beforeEveryTrial) {
        return Planner.search(original, groups, spec, findings, target, plan -> {
            beforeEveryTrial.run();
            return trial.measure(plan);
        });
    }

    private Trial latencyTrial(Target.LatencyReduction target) {
        return plan -> {
            Latency latency = Latency.interleaved(
                    original,
                    Surgery.prune(original, groups, plan),
                    images.orElseThrow().validation(),
                    target.batch(),
                    LATENCY_PASSES,
                    target.runtime());
            return 1 - 1 / latency.speedUp();
        };
    }

    private Recovered recovered(PruningPlan plan) {
        return recover(Surgery.prune(original, groups, plan), plan, images.orElseThrow());
    }

    private Recovered recover(ComputationGraph cut, PruningPlan plan, TrainingSplits splits) {
        return Recovery.of(original, groups, cut, plan, splits, spec.reconstruct());
    }

    private Equivalence verified(ComputationGraph cut, PruningPlan plan) {
        return steps.step("equivalence", () -> EquivalenceGate.verify(original, groups, cut, plan));
    }

    private PruningResult result(
            PruningPlan plan, ComputationGraph cut, Equivalence equivalence, Optional<Recovered> recovered) {
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

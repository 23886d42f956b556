package io.filterfit.cli;

import io.filterfit.dataset.ImageDataset;
import io.filterfit.dataset.TrainingSplits;
import io.filterfit.evaluation.Classification;
import io.filterfit.evaluation.NetworkCost;
import io.filterfit.graph.CoupledGroups;
import io.filterfit.model.Network;
import io.filterfit.model.Networks;
import io.filterfit.plan.Planner;
import io.filterfit.plan.PruningPlan;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.surgery.EquivalenceGate;
import io.filterfit.surgery.Surgery;
import io.filterfit.training.Trainer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** The stages of a job one after the other in this process. */
final class OfflineCompression {

    private final CompressionSpec spec;
    private final Optional<ImageDataset> images;
    private final StageProgress stages;
    private final Consumer<String> lines;

    OfflineCompression(
            CompressionSpec spec, Optional<ImageDataset> images, StageProgress stages, Consumer<String> lines) {
        this.spec = spec;
        this.images = images;
        this.stages = stages;
        this.lines = lines;
    }

    Compressed run(Network network, Path out) {
        ComputationGraph original = network.graph();
        NetworkCost before = NetworkCost.of(original);
        Double accuracyBefore = accuracy("evaluating", original);

        ComputationGraph pruned = cut(original);
        if (spec.training().epochs() > 0) {
            TrainingSplits splits = images.orElseThrow().holdOut(spec.training().validationImages());
            new Trainer(spec.training(), spec.seed(), new TrainingDisplay(stages, lines)).train(pruned, splits);
        }
        Networks.write(network.with(pruned), out);

        NetworkCost after = NetworkCost.of(pruned);
        return new Compressed(
                UUID.randomUUID().toString(),
                spec.criterion().name(),
                before.macs(),
                after.macs(),
                before.flopsReduction(after),
                before.parameters(),
                after.parameters(),
                accuracyBefore,
                accuracy("evaluating", pruned),
                out.toAbsolutePath().toString(),
                null,
                null);
    }

    private ComputationGraph cut(ComputationGraph graph) {
        stages.update("pruning", 0, "coupled groups");
        CoupledGroups groups = CoupledGroups.of(graph);
        stages.update("pruning", 0.2, "plan for " + groups.groups().size() + " groups");
        PruningPlan plan = Planner.plan(graph, groups, spec);
        stages.update("pruning", 0.6, "surgery");
        ComputationGraph pruned = Surgery.prune(graph, groups, plan);
        stages.update("pruning", 0.8, "equivalence with the masked network");
        EquivalenceGate.verify(graph, groups, pruned, plan);
        stages.update("pruning", 1, "");
        return pruned;
    }

    private Double accuracy(String stage, ComputationGraph graph) {
        if (images.isEmpty()) {
            return null;
        }
        stages.update(stage, 0, images.get().test().size() + " test images");
        double accuracy =
                Classification.of(graph, images.get().test()).accuracy().value();
        stages.update(stage, 1, "");
        return accuracy;
    }
}

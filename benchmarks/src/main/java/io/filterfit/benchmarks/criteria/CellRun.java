package io.filterfit.benchmarks.criteria;

import io.filterfit.benchmarks.Machine;
import io.filterfit.dataset.ImageDataset;
import io.filterfit.dataset.TrainingSplits;
import io.filterfit.evaluation.Classification;
import io.filterfit.evaluation.NetworkCost;
import io.filterfit.model.Network;
import io.filterfit.nd4j.NativeRuntime;
import io.filterfit.plan.Findings;
import io.filterfit.plan.Planner;
import io.filterfit.plan.RoundTarget;
import io.filterfit.recovery.RecoveryOutcome;
import io.filterfit.recovery.RecoveryStep;
import io.filterfit.selection.TrainedNorms;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.Scope;
import io.filterfit.spec.Target;
import io.filterfit.spec.TrainingSpec;
import io.filterfit.surgery.Pruner;
import io.filterfit.surgery.PruningResult;
import io.filterfit.surgery.PruningTask;
import io.filterfit.surgery.SoftCut;
import io.filterfit.training.Trainer;
import io.filterfit.training.TrainingHistory;
import io.filterfit.training.TrainingObserver;
import io.filterfit.training.TrainingTask;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Runs one cell. */
final class CellRun {

    private final Cell cell;
    private final Budget budget;
    private final ImageDataset dataset;
    private final TrainingSplits images;

    CellRun(Cell cell, Budget budget, ImageDataset dataset) {
        this.cell = cell;
        this.budget = budget;
        this.dataset = dataset;
        this.images = drawn(dataset.holdOut(budget.validationImages()), budget.trainingImages(), cell.seed());
    }

    /** @param network of the study; it is trained in place in mode {@code soft} */
    CellRecord run(Network network, String networkSha256) {
        long began = System.nanoTime();
        NetworkCost submitted = NetworkCost.of(network.graph());
        TrainedNorms trained =
                cell.mode() == Mode.SOFT ? TrainedNorms.of(network.graph(), cell.criterion()) : TrainedNorms.OWN;
        List<Double> softEpochs = cell.mode() == Mode.SOFT ? soften(network.graph()) : List.of();
        List<CellRecord.Cut> cuts = new ArrayList<>();
        Network current = network;
        for (int round = 1; round <= budget.cuts(cell.mode()); round++) {
            CompressionSpec spec = RoundTarget.of(spec(), round, submitted, NetworkCost.of(current.graph()));
            PruningResult result = Pruner.prune(
                    PruningTask.of(current, spec).knowing(Findings.of(trained)).with(Optional.of(images)));
            TrainingHistory history = train(TrainingTask.of(result.network().graph(), images), spec.training());
            cuts.add(cut(result.recovery().orElseThrow(), history));
            current = result.network();
        }
        NetworkCost cost = NetworkCost.of(current.graph());
        Score test = Score.of(Classification.of(current.graph(), dataset.test()));
        return new CellRecord(
                Instant.now(),
                cell.command() + " --seed " + cell.seed(),
                Machine.current(),
                NativeRuntime.start().summary(),
                cell,
                networkSha256,
                budget,
                submitted.flopsReduction(cost),
                cost.macs(),
                cost.parameters(),
                softEpochs,
                cuts,
                test,
                (System.nanoTime() - began) / 1e9);
    }

    private List<Double> soften(ComputationGraph graph) {
        SoftCut cut = SoftCut.of(graph, Planner.plan(graph, spec()), cell.criterion(), cell.seed());
        return accuracies(train(TrainingTask.of(graph, images).softly(cut), budget.soft()));
    }

    private TrainingHistory train(TrainingTask task, TrainingSpec spec) {
        return new Trainer(spec, cell.seed(), TrainingObserver.SILENT).train(task);
    }

    private CompressionSpec spec() {
        return new CompressionSpec(
                dataset.name(),
                new Target.FlopsReduction(cell.flopsReduction()),
                cell.criterion(),
                Scope.INNER,
                budget.cuts(cell.mode()),
                1,
                1,
                true,
                budget.fineTuning(cell.mode()),
                cell.seed());
    }

    private static CellRecord.Cut cut(RecoveryOutcome recovery, TrainingHistory history) {
        return new CellRecord.Cut(
                recovery.validationAccuracy().get(RecoveryStep.NOTHING),
                recovery.validationAccuracy().get(recovery.kept()),
                recovery.kept(),
                recovery.validationImages(),
                accuracies(history),
                history.bestValidationAccuracy());
    }

    private static List<Double> accuracies(TrainingHistory history) {
        return history.epochs().stream()
                .map(TrainingHistory.Epoch::validationAccuracy)
                .toList();
    }

    private static TrainingSplits drawn(TrainingSplits splits, int count, long seed) {
        int available = splits.training().size();
        int[] chosen = new Random(seed)
                .ints(0, available)
                .distinct()
                .limit(Math.min(count, available))
                .toArray();
        return new TrainingSplits(splits.training().select("training", chosen), splits.validation());
    }
}

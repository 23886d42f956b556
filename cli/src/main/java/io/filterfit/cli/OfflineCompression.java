package io.filterfit.cli;

import io.filterfit.dataset.ImageDataset;
import io.filterfit.dataset.TrainingSplits;
import io.filterfit.evaluation.Classification;
import io.filterfit.evaluation.NetworkCost;
import io.filterfit.graph.CoupledGroups;
import io.filterfit.graph.FilterGroup;
import io.filterfit.model.Network;
import io.filterfit.model.Networks;
import io.filterfit.nd4j.NativeRuntime;
import io.filterfit.nd4j.RuntimeFacts;
import io.filterfit.plan.GroupSelection;
import io.filterfit.recovery.RecoveryOutcome;
import io.filterfit.report.ArithmeticWarnings;
import io.filterfit.report.CompressionReport;
import io.filterfit.report.GroupReport;
import io.filterfit.report.NetworkMeasurement;
import io.filterfit.report.RecoverySteps;
import io.filterfit.report.RoundReport;
import io.filterfit.report.RunEnvironment;
import io.filterfit.report.StageTime;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.FailureReason;
import io.filterfit.surgery.Pruner;
import io.filterfit.surgery.PruningResult;
import io.filterfit.training.Trainer;
import io.filterfit.training.TrainingHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** The stages of a job one after the other in this process. */
final class OfflineCompression {

    private static final int ONLY_ROUND = 1;

    private final CompressionSpec spec;
    private final Optional<ImageDataset> images;
    private final StageProgress stages;
    private final Consumer<String> lines;
    private final List<StageTime> timings = new ArrayList<>();

    OfflineCompression(
            CompressionSpec spec, Optional<ImageDataset> images, StageProgress stages, Consumer<String> lines) {
        this.spec = spec;
        this.images = images;
        this.stages = stages;
        this.lines = lines;
    }

    /** Cuts, recovers and trains, writes the network, measures, and says all there is to say. */
    CompressionReport run(Path model, Path out) {
        Network network = Networks.read(model);
        Optional<TrainingSplits> splits =
                images.map(dataset -> dataset.holdOut(spec.training().validationImages()));

        PruningResult result = timed("pruner", () -> Pruner.prune(network, spec, splits));
        TrainingHistory history = splits.filter(any -> spec.training().epochs() > 0)
                .map(available -> timed("trainer", () -> train(result.network().graph(), available)))
                .orElse(null);
        Networks.write(result.network(), out);
        NetworkMeasurement before = timed("evaluator", () -> measure(network.graph(), model));
        NetworkMeasurement after =
                timed("evaluator", () -> measure(result.network().graph(), out));
        RoundReport round = new RoundReport(
                ONLY_ROUND,
                groups(network.graph(), result),
                result.equivalence(),
                result.recovery().map(OfflineCompression::steps).orElse(null),
                history);
        RuntimeFacts arithmetic = NativeRuntime.start();
        return new CompressionReport(
                UUID.randomUUID().toString(),
                model.toString(),
                Instant.now(),
                spec,
                images.map(ImageDataset::classNames).orElse(List.of()),
                before,
                after,
                List.of(),
                List.of(round),
                timings,
                RunEnvironment.current(arithmetic),
                ArithmeticWarnings.of(arithmetic, List.of(round)));
    }

    private <T> T timed(String stage, Supplier<T> work) {
        stages.update(stage, 0, "");
        long began = System.nanoTime();
        T done = work.get();
        timings.add(new StageTime(ONLY_ROUND, stage, (System.nanoTime() - began) / 1e9));
        stages.update(stage, 1, "");
        return done;
    }

    private TrainingHistory train(ComputationGraph graph, TrainingSplits splits) {
        return new Trainer(spec.training(), spec.seed(), new TrainingDisplay(stages, lines)).train(graph, splits);
    }

    private NetworkMeasurement measure(ComputationGraph graph, Path file) {
        Classification test =
                images.map(dataset -> Classification.of(graph, dataset.test())).orElse(null);
        return new NetworkMeasurement(NetworkCost.of(graph), size(file), null, test);
    }

    private List<GroupReport> groups(ComputationGraph original, PruningResult result) {
        var selections = result.plan().groups().stream()
                .collect(Collectors.toMap(GroupSelection::group, selection -> selection));
        List<GroupReport> reports = new ArrayList<>();
        for (FilterGroup group : CoupledGroups.of(original).groups()) {
            GroupSelection selection = selections.get(group.name());
            if (selection != null) {
                reports.add(GroupReport.of(group.filters(original), spec.criterion(), selection));
            }
        }
        return reports;
    }

    private static RecoverySteps steps(RecoveryOutcome outcome) {
        return new RecoverySteps(
                outcome.validationImages(),
                outcome.validationAccuracy().entrySet().stream()
                        .map(step -> new RecoverySteps.Step(
                                step.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                                step.getValue(),
                                step.getKey() == outcome.kept()))
                        .toList());
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new CompressionException(FailureReason.FILE_UNUSABLE, file + " cannot be read", e);
        }
    }
}

package io.filterfit.cli;

import io.filterfit.analysis.SensitivityAnalyzer;
import io.filterfit.dataset.ImageDataset;
import io.filterfit.dataset.TrainingSplits;
import io.filterfit.evaluation.Classification;
import io.filterfit.evaluation.NetworkCost;
import io.filterfit.evaluation.Speed;
import io.filterfit.graph.CoupledGroups;
import io.filterfit.graph.FilterGroup;
import io.filterfit.manifest.Manifest;
import io.filterfit.model.GraphCopy;
import io.filterfit.model.Network;
import io.filterfit.model.Networks;
import io.filterfit.nd4j.NativeRuntime;
import io.filterfit.nd4j.RuntimeFacts;
import io.filterfit.plan.Findings;
import io.filterfit.plan.GroupSelection;
import io.filterfit.plan.GroupSensitivity;
import io.filterfit.plan.Planner;
import io.filterfit.plan.PruningPlan;
import io.filterfit.plan.RoundTarget;
import io.filterfit.report.ArithmeticWarnings;
import io.filterfit.report.CompressionReport;
import io.filterfit.report.GroupReport;
import io.filterfit.report.NetworkFile;
import io.filterfit.report.NetworkMeasurement;
import io.filterfit.report.OnnxMetadata;
import io.filterfit.report.RecoverySteps;
import io.filterfit.report.RoundReport;
import io.filterfit.report.RunEnvironment;
import io.filterfit.report.StageTime;
import io.filterfit.selection.TrainedNorms;
import io.filterfit.spec.Allocation;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.FailureReason;
import io.filterfit.spec.Target;
import io.filterfit.spec.TrainingSpec;
import io.filterfit.surgery.ManifestWriter;
import io.filterfit.surgery.Pruner;
import io.filterfit.surgery.PruningResult;
import io.filterfit.surgery.PruningTask;
import io.filterfit.surgery.SoftCut;
import io.filterfit.training.Trainer;
import io.filterfit.training.TrainingHistory;
import io.filterfit.training.TrainingTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** The stages of a job one after the other in this process. */
final class OfflineCompression {

    private final Network submitted;
    private final CompressionSpec spec;
    private final Optional<ImageDataset> images;
    private final StageProgress stages;
    private final Consumer<String> lines;
    private final List<StageTime> timings = new ArrayList<>();
    private final List<RoundReport> rounds = new ArrayList<>();
    private final List<PruningPlan> cuts = new ArrayList<>();

    OfflineCompression(
            Network submitted,
            CompressionSpec spec,
            Optional<ImageDataset> images,
            StageProgress stages,
            Consumer<String> lines) {
        this.submitted = submitted;
        this.spec = spec;
        this.images = images;
        this.stages = stages;
        this.lines = lines;
    }

    private record Evaluation(NetworkMeasurement before, NetworkMeasurement after, Speed speed) {}

    /**
     * Cuts, recovers and trains, round after round, writes the network, measures, and says all there is to say.
     *
     * @param model where the submitted network came from
     * @param onnx how the network is written, if it is written as ONNX
     * @param reports the directory that the report will be in
     */
    CompressionReport run(Path model, Path out, OnnxFileOptions onnx, Path reports) {
        String job = UUID.randomUUID().toString();
        Network network = submitted;
        for (int round = 1; round <= spec.allRounds(); round++) {
            network = spec.cutsIn(round) ? cut(network, round) : soften(network, round);
        }
        ComputationGraph compressed = network.graph();
        Networks.write(network, out, onnx.withMetadata(OnnxMetadata.of(job, spec, submitted.graph(), compressed)));
        Evaluation evaluation = timed(
                "evaluator",
                spec.allRounds(),
                () -> new Evaluation(measure(submitted.graph(), model), measure(compressed, out), speed(compressed)));
        RuntimeFacts arithmetic = NativeRuntime.start();
        return new CompressionReport(
                job,
                null,
                model.toString(),
                Instant.now(),
                spec,
                images.map(ImageDataset::classNames).orElse(List.of()),
                evaluation.before(),
                evaluation.after(),
                List.of(file(out, reports)),
                evaluation.speed().latency(),
                evaluation.speed().speedUp(),
                rounds,
                timings,
                RunEnvironment.current(arithmetic),
                Stream.concat(submitted.notes().stream(), ArithmeticWarnings.of(arithmetic, rounds).stream())
                        .toList());
    }

    /** What all rounds that were {@link #run} kept of the submitted network. */
    Manifest manifest(Path model) {
        return ManifestWriter.of(
                submitted.graph(),
                ManifestFile.sha256(model),
                spec,
                cuts.stream().reduce(PruningPlan::then).orElseThrow());
    }

    private Network cut(Network network, int round) {
        CompressionSpec roundSpec = ofRound(network, round);
        TrainedNorms trained = spec.followsSoftPruning(round)
                ? TrainedNorms.of(submitted.graph(), spec.criterion())
                : TrainedNorms.OWN;
        PruningTask task = PruningTask.of(network, roundSpec)
                .knowing(new Findings(trained, sensitivity(network, round)))
                .with(splits())
                .telling(trials("pruner"));
        PruningResult result = timed("pruner", round, () -> Pruner.prune(task));
        cuts.add(result.plan());
        TrainingHistory history = splits().filter(any -> spec.training().epochs() > 0)
                .map(available -> train(round, TrainingTask.of(result.network().graph(), available)))
                .orElse(null);
        rounds.add(new RoundReport(
                round,
                false,
                groups(network.graph(), result.plan(), Function.identity()),
                result.equivalence(),
                result.plan().evaluations(),
                result.recovery().map(RecoverySteps::of).orElse(null),
                history));
        return result.network();
    }

    /** Trains a copy with soft pruning. */
    private Network soften(Network network, int round) {
        ComputationGraph copy = GraphCopy.of(network.graph());
        PruningPlan plan = timed(
                "pruner",
                round,
                () -> Planner.plan(
                        copy,
                        CoupledGroups.of(copy),
                        ofRound(network, round),
                        new Findings(TrainedNorms.OWN, sensitivity(network, round))));
        SoftCut softCut = SoftCut.of(copy, plan, spec.criterion(), spec.seed());
        TrainingSplits available = splits().orElseThrow();
        TrainingHistory history = train(round, TrainingTask.of(copy, available).softly(softCut));
        Function<GroupSelection, GroupSelection> nothingGoes =
                selection -> GroupSelection.all(selection.group(), selection.filters());
        rounds.add(new RoundReport(round, true, groups(network.graph(), plan, nothingGoes), null, null, history));
        return network.with(copy);
    }

    private CompressionSpec ofRound(Network network, int round) {
        return RoundTarget.of(spec, round, NetworkCost.of(submitted.graph()), NetworkCost.of(network.graph()));
    }

    private Optional<TrainingSplits> splits() {
        return images.map(dataset -> dataset.holdOut(spec.training().validationImages()));
    }

    private TrainingHistory train(int round, TrainingTask task) {
        TrainingSpec training = spec.trainingIn(round);
        TrainingTask taught = training.distillation() == null ? task : task.taughtBy(submitted.graph());
        return timed("trainer", round, () -> new Trainer(training, spec.seed(), new TrainingDisplay(stages, lines))
                .train(taught));
    }

    private List<GroupSensitivity> sensitivity(Network network, int round) {
        if (spec.allocation() != Allocation.SENSITIVITY || images.isEmpty()) {
            return List.of();
        }
        return timed(
                "analyzer",
                round,
                () -> SensitivityAnalyzer.measure(
                        network.graph(),
                        spec,
                        splits().orElseThrow(),
                        SensitivityFiles.ofUser(),
                        (done, all) -> stages.update(
                                "analyzer",
                                (double) done / all,
                                "measuring the sensitivity of group " + (done + 1) + " of " + all)));
    }

    /** Shows how far a stage is that measures cut networks in search of the target. */
    private Runnable trials(String stage) {
        if (!(spec.target() instanceof Target.Measured target)) {
            return () -> {};
        }
        AtomicInteger begun = new AtomicInteger();
        return () -> stages.update(
                stage,
                (double) begun.get() / target.evaluations(),
                "measuring network " + begun.incrementAndGet() + " of at most " + target.evaluations());
    }

    private <T> T timed(String stage, int round, Supplier<T> work) {
        stages.update(stage, 0, "");
        long began = System.nanoTime();
        T done = work.get();
        timings.add(new StageTime(round, stage, (System.nanoTime() - began) / 1e9));
        stages.update(stage, 1, "");
        return done;
    }

    private NetworkMeasurement measure(ComputationGraph graph, Path file) {
        Classification test =
                images.map(dataset -> Classification.of(graph, dataset.test())).orElse(null);
        Classification validation = splits().map(available -> Classification.of(graph, available.validation()))
                .orElse(null);
        return new NetworkMeasurement(NetworkCost.of(graph), size(file), validation, test);
    }

    /** Nothing where there are no images. */
    private Speed speed(ComputationGraph compressed) {
        return splits().map(available -> Speed.of(submitted.graph(), compressed, available.validation()))
                .orElseGet(() -> new Speed(List.of(), null));
    }

    private List<GroupReport> groups(
            ComputationGraph original, PruningPlan plan, Function<GroupSelection, GroupSelection> outcome) {
        var selections = plan.groups().stream().collect(Collectors.toMap(GroupSelection::group, outcome));
        List<GroupReport> reports = new ArrayList<>();
        for (FilterGroup group : CoupledGroups.of(original).groups()) {
            GroupSelection selection = selections.get(group.name());
            if (selection != null) {
                reports.add(GroupReport.of(group.filters(original), spec.criterion(), selection));
            }
        }
        return reports;
    }

    private static NetworkFile file(Path out, Path reports) {
        Path fromReport = reports.toAbsolutePath()
                .normalize()
                .relativize(out.toAbsolutePath().normalize());
        String format = Networks.isOnnx(out) ? NetworkFile.ONNX : NetworkFile.DEEPLEARNING4J;
        return new NetworkFile(fromReport.toString(), format, size(out));
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new CompressionException(FailureReason.FILE_UNUSABLE, file + " cannot be read", e);
        }
    }
}

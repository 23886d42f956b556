package io.filterfit.evaluator;

import io.filterfit.analysis.NetworkAnalysis;
import io.filterfit.contracts.ArtifactReference;
import io.filterfit.contracts.FinishedRound;
import io.filterfit.contracts.Stage;
import io.filterfit.contracts.TrainingCompleted;
import io.filterfit.dataset.ImageDataset;
import io.filterfit.dataset.ImageSplit;
import io.filterfit.evaluation.Classification;
import io.filterfit.evaluation.NetworkCost;
import io.filterfit.evaluation.Speed;
import io.filterfit.manifest.Manifest;
import io.filterfit.model.Network;
import io.filterfit.nd4j.NativeRuntime;
import io.filterfit.plan.PruningPlan;
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
import io.filterfit.service.Classifiers;
import io.filterfit.service.PruningDocument;
import io.filterfit.service.StageContext;
import io.filterfit.surgery.ManifestWriter;
import io.filterfit.training.TrainingHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Measures the submitted and the compressed network and puts them together with what every round left in the store. */
final class ReportAssembly {

    private final TrainingCompleted event;
    private final StageContext context;
    private final ImageDataset dataset;

    ReportAssembly(TrainingCompleted event, StageContext context, ImageDataset dataset) {
        this.event = event;
        this.context = context;
        this.dataset = dataset;
    }

    /** @param onnx the compressed network; null where it has no counterpart in ONNX */
    record Assembled(CompressionReport report, Manifest manifest, ArtifactReference onnx) {}

    Assembled assemble() {
        var request = event.round().request();
        var arithmetic = NativeRuntime.start();
        var original = Classifiers.fetch(context, request.model(), dataset);
        var compressed = Classifiers.fetch(context, event.training().network(), dataset);
        var rounds = allRounds();

        // The test split is read here and nowhere else: once a job, when no decision is left to be made.
        context.progress(0.1, "classifying with the submitted network");
        var before = context.step("evaluate", () -> measure(original, request.model()));
        context.progress(0.4, "classifying with the compressed network");
        var after = context.step(
                "evaluate", () -> measure(compressed, event.training().network()));
        context.progress(0.7, "measuring latency");
        var speed = context.step("latency", () -> Speed.of(original.graph(), compressed.graph(), validation()));
        context.progress(0.9, "writing the report");
        var onnx = OnnxExport.of(
                compressed,
                OnnxMetadata.of(request.jobId().value(), request.spec(), original.graph(), compressed.graph()),
                context);
        var reports = rounds.stream().map(this::reportOf).toList();
        var report = new CompressionReport(
                request.jobId().value(),
                context.traceId(),
                request.model().uri().toString(),
                Instant.now(),
                request.spec(),
                dataset.classNames(),
                before,
                after,
                files(onnx),
                speed.latency(),
                speed.speedUp(),
                reports,
                timings(rounds),
                RunEnvironment.current(arithmetic),
                warnings(original, ArithmeticWarnings.of(arithmetic, reports), onnx));
        return new Assembled(report, manifest(original, rounds), onnx.file());
    }

    private List<NetworkFile> files(OnnxExport onnx) {
        var files = new ArrayList<NetworkFile>();
        files.add(file(event.training().network(), NetworkFile.DEEPLEARNING4J));
        if (onnx.file() != null) {
            files.add(file(onnx.file(), NetworkFile.ONNX));
        }
        return files;
    }

    private static NetworkFile file(ArtifactReference reference, String format) {
        var key = reference.key();
        return new NetworkFile(key.substring(key.lastIndexOf('/') + 1), format, reference.size());
    }

    private static List<String> warnings(Network submitted, List<String> arithmetic, OnnxExport onnx) {
        var warnings = new ArrayList<>(submitted.notes());
        warnings.addAll(arithmetic);
        if (onnx.problem() != null) {
            warnings.add(onnx.problem());
        }
        return warnings;
    }

    /** What all rounds together kept of the submitted network. */
    private Manifest manifest(Network submitted, List<FinishedRound> rounds) {
        var request = event.round().request();
        var plan = rounds.stream()
                .filter(round -> request.spec().cutsIn(round.number()))
                .map(round -> context.fetch(round.pruning().plan(), PruningDocument.class)
                        .plan())
                .reduce(PruningPlan::then)
                .orElseThrow();
        return ManifestWriter.of(submitted.graph(), request.model().sha256(), request.spec(), plan);
    }

    private List<FinishedRound> allRounds() {
        var all = new ArrayList<>(event.round().finished());
        all.add(event.round().finish(event.analysis(), event.pruning(), event.training()));
        return all;
    }

    private NetworkMeasurement measure(Network network, ArtifactReference file) {
        var graph = network.graph();
        return new NetworkMeasurement(
                NetworkCost.of(graph),
                file.size(),
                Classification.of(graph, validation()),
                Classification.of(graph, dataset.test()));
    }

    private ImageSplit validation() {
        return dataset.holdOut(event.round().request().spec().training().validationImages())
                .validation();
    }

    private RoundReport reportOf(FinishedRound round) {
        var analysis = context.fetch(round.analysis().document(), NetworkAnalysis.class);
        var pruning = context.fetch(round.pruning().plan(), PruningDocument.class);
        var cutting = event.round().request().spec().cutsIn(round.number());
        return new RoundReport(
                round.number(),
                !cutting,
                GroupReport.of(analysis, cutting ? pruning.plan().groups() : List.of()),
                pruning.equivalence(),
                pruning.plan().evaluations(),
                pruning.recovery() == null ? null : RecoverySteps.of(pruning.recovery()),
                context.fetch(round.training().history(), TrainingHistory.class));
    }

    private List<StageTime> timings(List<FinishedRound> rounds) {
        var times = new ArrayList<StageTime>();
        for (var round : rounds) {
            times.add(time(round, Stage.ANALYZER, round.analysis().timing().seconds()));
            times.add(time(round, Stage.PRUNER, round.pruning().timing().seconds()));
            times.add(time(round, Stage.TRAINER, round.training().timing().seconds()));
        }
        times.add(new StageTime(
                event.round().number(),
                Stage.EVALUATOR.label(),
                context.timing().seconds()));
        return times;
    }

    private static StageTime time(FinishedRound round, Stage stage, double seconds) {
        return new StageTime(round.number(), stage.label(), seconds);
    }
}

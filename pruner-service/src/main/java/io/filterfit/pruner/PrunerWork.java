package io.filterfit.pruner;

import io.filterfit.analysis.NetworkAnalysis;
import io.filterfit.contracts.AnalysisCompleted;
import io.filterfit.contracts.Pruning;
import io.filterfit.contracts.PruningCompleted;
import io.filterfit.contracts.Stage;
import io.filterfit.evaluation.NetworkCost;
import io.filterfit.graph.CoupledGroups;
import io.filterfit.model.Networks;
import io.filterfit.plan.Findings;
import io.filterfit.plan.GroupSensitivity;
import io.filterfit.plan.Planner;
import io.filterfit.plan.RoundTarget;
import io.filterfit.selection.TrainedNorms;
import io.filterfit.service.Classifiers;
import io.filterfit.service.DatasetCatalog;
import io.filterfit.service.PruningDocument;
import io.filterfit.service.StageContext;
import io.filterfit.service.StageWork;
import io.filterfit.spec.Allocation;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.Target;
import io.filterfit.surgery.Pruner;
import io.filterfit.surgery.PruningTask;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Cuts a network as far as this round goes, and recovers what needs no training. In a round of soft pruning it only plans, and the
 * network goes on as it is.
 */
@ApplicationScoped
class PrunerWork implements StageWork<AnalysisCompleted> {

    private final DatasetCatalog datasets;

    PrunerWork(DatasetCatalog datasets) {
        this.datasets = datasets;
    }

    @Override
    public Stage stage() {
        return Stage.PRUNER;
    }

    @Override
    public Class<AnalysisCompleted> input() {
        return AnalysisCompleted.class;
    }

    @Override
    public PruningCompleted perform(AnalysisCompleted event, StageContext context) {
        var round = event.round();
        var spec = round.request().spec();
        context.progress(0, "reading the network");
        var dataset = datasets.open(spec);
        var network = Classifiers.fetch(context, round.network(), dataset);
        var submitted = round.number() == 1
                ? network
                : Classifiers.fetch(context, round.request().model(), dataset);
        var roundSpec = RoundTarget.of(
                spec, round.number(), NetworkCost.of(submitted.graph()), NetworkCost.of(network.graph()));

        if (!round.isCutting()) {
            context.progress(0.2, "planning");
            var findings = new Findings(TrainedNorms.OWN, sensitivity(event, context));
            var plan = context.step(
                    "plan",
                    () -> Planner.plan(network.graph(), CoupledGroups.of(network.graph()), roundSpec, findings));
            var document = PruningDocument.planned(plan, NetworkCost.of(network.graph()));
            var planned = new Pruning(round.network(), context.keep("plan.json", document), context.timing());
            return new PruningCompleted(round, event.analysis(), planned);
        }

        context.progress(0.2, "cutting and recovering");
        var splits = dataset.holdOut(spec.training().validationImages());
        var trained = spec.followsSoftPruning(round.number())
                ? TrainedNorms.of(submitted.graph(), spec.criterion())
                : TrainedNorms.OWN;
        var result = Pruner.prune(PruningTask.of(network, roundSpec)
                .knowing(new Findings(trained, sensitivity(event, context)))
                .with(Optional.of(splits))
                .telling(trials(roundSpec, context))
                .telling(context));

        var file = context.file("pruned.zip");
        Networks.write(result.network(), file);
        var pruning = new Pruning(
                context.keep(file), context.keep("plan.json", PruningDocument.of(result)), context.timing());
        return new PruningCompleted(round, event.analysis(), pruning);
    }

    private static List<GroupSensitivity> sensitivity(AnalysisCompleted event, StageContext context) {
        return event.round().request().spec().allocation() == Allocation.SENSITIVITY
                ? context.fetch(event.analysis().document(), NetworkAnalysis.class)
                        .sensitivity()
                : List.of();
    }

    /** Tells how far the search for a target is that has to be measured. */
    private static Runnable trials(CompressionSpec spec, StageContext context) {
        if (!(spec.target() instanceof Target.Measured target)) {
            return () -> {};
        }
        var begun = new AtomicInteger();
        return () -> context.progress(
                0.2 + 0.7 * begun.get() / target.evaluations(),
                "measuring network " + begun.incrementAndGet() + " of at most " + target.evaluations());
    }
}

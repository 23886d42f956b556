package io.filterfit.analyzer;

import io.filterfit.analysis.NetworkAnalyzer;
import io.filterfit.analysis.SensitivityAnalyzer;
import io.filterfit.contracts.Analysis;
import io.filterfit.contracts.AnalysisCompleted;
import io.filterfit.contracts.RoundStart;
import io.filterfit.contracts.Stage;
import io.filterfit.dataset.ImageDataset;
import io.filterfit.model.Network;
import io.filterfit.plan.GroupSensitivity;
import io.filterfit.service.Classifiers;
import io.filterfit.service.DatasetCatalog;
import io.filterfit.service.StageContext;
import io.filterfit.service.StageWork;
import io.filterfit.spec.Allocation;
import io.filterfit.spec.CompressionSpec;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Looks over the network that a round is to cut. */
@ApplicationScoped
class AnalyzerWork implements StageWork<RoundStart> {

    private final DatasetCatalog datasets;

    AnalyzerWork(DatasetCatalog datasets) {
        this.datasets = datasets;
    }

    @Override
    public Stage stage() {
        return Stage.ANALYZER;
    }

    @Override
    public Class<RoundStart> input() {
        return RoundStart.class;
    }

    @Override
    public AnalysisCompleted perform(RoundStart event, StageContext context) {
        var round = event.round();
        var spec = round.request().spec();
        context.progress(0, "opening data set " + spec.dataset());
        var dataset = datasets.open(spec);
        context.progress(0.3, "reading the network");
        var network = Classifiers.fetch(context, round.network(), dataset);
        var sensitivity = spec.allocation() == Allocation.SENSITIVITY
                ? sensitivity(network, spec, dataset, context)
                : List.<GroupSensitivity>of();
        context.progress(0.9, "analysing groups and norms");
        var analysis = context.step("analyze", () -> NetworkAnalyzer.analyze(network.graph(), spec, sensitivity));
        var document = context.keep("analysis.json", analysis);
        return new AnalysisCompleted(round, new Analysis(document, context.timing()));
    }

    private static List<GroupSensitivity> sensitivity(
            Network network, CompressionSpec spec, ImageDataset dataset, StageContext context) {
        return context.step(
                "sensitivity",
                () -> SensitivityAnalyzer.measure(
                        network.graph(),
                        spec,
                        dataset.holdOut(spec.training().validationImages()),
                        new StoredSensitivity(context),
                        (done, all) -> context.progress(
                                0.4 + 0.5 * done / all,
                                "measuring the sensitivity of group " + (done + 1) + " of " + all)));
    }
}

package io.filterfit.analyzer;

import io.filterfit.analysis.NetworkAnalyzer;
import io.filterfit.contracts.Analysis;
import io.filterfit.contracts.AnalysisCompleted;
import io.filterfit.contracts.RoundStart;
import io.filterfit.contracts.Stage;
import io.filterfit.service.Classifiers;
import io.filterfit.service.DatasetCatalog;
import io.filterfit.service.StageContext;
import io.filterfit.service.StageWork;
import jakarta.enterprise.context.ApplicationScoped;

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
        context.progress(0.5, "analysing groups and norms");
        var document = context.keep("analysis.json", NetworkAnalyzer.analyze(network.graph(), spec));
        return new AnalysisCompleted(round, new Analysis(document, context.timing()));
    }
}

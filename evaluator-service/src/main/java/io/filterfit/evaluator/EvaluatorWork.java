package io.filterfit.evaluator;

import io.filterfit.contracts.CompressionCompleted;
import io.filterfit.contracts.CompressionSummary;
import io.filterfit.contracts.Event;
import io.filterfit.contracts.RoundRequested;
import io.filterfit.contracts.Stage;
import io.filterfit.contracts.TrainingCompleted;
import io.filterfit.report.CompressionReport;
import io.filterfit.report.Reports;
import io.filterfit.service.DatasetCatalog;
import io.filterfit.service.StageContext;
import io.filterfit.service.StageWork;
import jakarta.enterprise.context.ApplicationScoped;

/** Sends the job into its next round, or measures and reports what came out of the last one. */
@ApplicationScoped
class EvaluatorWork implements StageWork<TrainingCompleted> {

    private final DatasetCatalog datasets;

    EvaluatorWork(DatasetCatalog datasets) {
        this.datasets = datasets;
    }

    @Override
    public Stage stage() {
        return Stage.EVALUATOR;
    }

    @Override
    public Class<TrainingCompleted> input() {
        return TrainingCompleted.class;
    }

    @Override
    public Event perform(TrainingCompleted event, StageContext context) {
        var round = event.round();
        if (!round.isLast()) {
            return new RoundRequested(round.next(event.analysis(), event.pruning(), event.training()));
        }
        context.progress(0, "opening data set " + round.request().spec().dataset());
        var dataset = datasets.open(round.request().spec());
        var assembled = new ReportAssembly(event, context, dataset).assemble();
        var directory = context.file("report");
        Reports.write(assembled.report(), directory);
        return new CompressionCompleted(
                round.request(),
                summary(event, assembled.report()),
                event.training().network(),
                assembled.onnx(),
                context.keep("manifest.json", assembled.manifest()),
                context.keep(directory.resolve(Reports.JSON_FILE)),
                context.keep(directory.resolve(Reports.PAGE_FILE)),
                context.timing());
    }

    private static CompressionSummary summary(TrainingCompleted event, CompressionReport report) {
        var before = report.before();
        var after = report.after();
        return new CompressionSummary(
                report.spec().criterion().name(),
                before.cost().macs(),
                after.cost().macs(),
                before.cost().flopsReduction(after.cost()),
                before.cost().parameters(),
                after.cost().parameters(),
                before.test().accuracy().value(),
                after.test().accuracy().value(),
                event.round().request().model().size(),
                event.training().network().size());
    }
}

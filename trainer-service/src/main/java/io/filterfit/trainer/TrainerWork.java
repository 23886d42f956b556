package io.filterfit.trainer;

import io.filterfit.checkpoint.CheckpointInterval;
import io.filterfit.checkpoint.StoredCheckpoints;
import io.filterfit.contracts.PruningCompleted;
import io.filterfit.contracts.Stage;
import io.filterfit.contracts.Training;
import io.filterfit.contracts.TrainingCompleted;
import io.filterfit.dataset.ImageDataset;
import io.filterfit.model.Network;
import io.filterfit.model.Networks;
import io.filterfit.service.Classifiers;
import io.filterfit.service.DatasetCatalog;
import io.filterfit.service.PruningDocument;
import io.filterfit.service.ServiceConfiguration;
import io.filterfit.service.StageContext;
import io.filterfit.service.StageWork;
import io.filterfit.surgery.SoftCut;
import io.filterfit.training.Trainer;
import io.filterfit.training.TrainingTask;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Fine-tunes the network that was cut, or prunes it softly before the first cut; what it keeps are the weights that scored best on the
 * validation split.
 */
@ApplicationScoped
class TrainerWork implements StageWork<PruningCompleted> {

    private final DatasetCatalog datasets;
    private final TrainingMetrics metrics;
    private final CheckpointInterval checkpointEvery;

    TrainerWork(DatasetCatalog datasets, TrainingMetrics metrics, ServiceConfiguration configuration) {
        this.datasets = datasets;
        this.metrics = metrics;
        this.checkpointEvery = configuration.work().checkpointEvery();
    }

    @Override
    public Stage stage() {
        return Stage.TRAINER;
    }

    @Override
    public Class<PruningCompleted> input() {
        return PruningCompleted.class;
    }

    @Override
    public boolean keepsCheckpoints() {
        return true;
    }

    @Override
    public TrainingCompleted perform(PruningCompleted event, StageContext context) {
        var spec = event.round().request().spec();
        context.progress(0, "opening data set " + spec.dataset());
        var dataset = datasets.open(spec);
        var network = Classifiers.fetch(context, event.pruning().network(), dataset);
        var task = task(event, context, network, dataset);

        try (var observer = new ReportingObserver(context, metrics);
                var checkpoints = new StoredCheckpoints(
                        context.checkpoints(),
                        context.directory("checkpoints"),
                        checkpointEvery,
                        new CheckpointReporter(event.jobId(), metrics))) {
            var training = spec.trainingIn(event.round().number());
            var resumable = new ResumableCheckpoints(checkpoints, context);
            var history =
                    context.step("train", () -> new Trainer(training, spec.seed(), observer, resumable).train(task));

            var file = context.file("trained.zip");
            Networks.write(network, file);
            var trained =
                    new Training(context.keep(file), context.keep("training-history.json", history), context.timing());
            return new TrainingCompleted(event.round(), event.analysis(), event.pruning(), trained);
        }
    }

    /** With the submitted network as the teacher, where one is asked for. */
    private static TrainingTask task(
            PruningCompleted event, StageContext context, Network network, ImageDataset dataset) {
        var request = event.round().request();
        var spec = request.spec();
        var task =
                TrainingTask.of(network.graph(), dataset.holdOut(spec.training().validationImages()));
        if (spec.training().distillation() != null) {
            task = task.taughtBy(
                    Classifiers.fetch(context, request.model(), dataset).graph());
        }
        if (!event.round().isCutting()) {
            var plan =
                    context.fetch(event.pruning().plan(), PruningDocument.class).plan();
            task = task.softly(SoftCut.of(network.graph(), plan, spec.criterion(), spec.seed()));
        }
        return task;
    }
}

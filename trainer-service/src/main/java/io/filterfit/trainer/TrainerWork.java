package io.filterfit.trainer;

import io.filterfit.checkpoint.CheckpointInterval;
import io.filterfit.checkpoint.StoredCheckpoints;
import io.filterfit.contracts.PruningCompleted;
import io.filterfit.contracts.Stage;
import io.filterfit.contracts.Training;
import io.filterfit.contracts.TrainingCompleted;
import io.filterfit.model.Networks;
import io.filterfit.service.DatasetCatalog;
import io.filterfit.service.ServiceConfiguration;
import io.filterfit.service.StageContext;
import io.filterfit.service.StageWork;
import io.filterfit.training.Trainer;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/** Fine-tunes the network that was cut; what it keeps are the weights that scored best on the validation split. */
@ApplicationScoped
class TrainerWork implements StageWork<PruningCompleted> {

    private final DatasetCatalog datasets;
    private final MeterRegistry registry;
    private final CheckpointInterval checkpointEvery;

    TrainerWork(DatasetCatalog datasets, MeterRegistry registry, ServiceConfiguration configuration) {
        this.datasets = datasets;
        this.registry = registry;
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
        var splits = datasets.open(spec.dataset()).holdOut(spec.training().validationImages());
        var network = Networks.read(context.fetch(event.pruning().network()));

        try (var observer = new ReportingObserver(context, registry);
                var checkpoints = new StoredCheckpoints(
                        context.checkpoints(),
                        context.directory("checkpoints"),
                        checkpointEvery,
                        new CheckpointReporter(event.jobId(), registry))) {
            var history =
                    new Trainer(spec.training(), spec.seed(), observer, checkpoints).train(network.graph(), splits);

            var file = context.file("trained.zip");
            Networks.write(network, file);
            var training =
                    new Training(context.keep(file), context.keep("training-history.json", history), context.timing());
            return new TrainingCompleted(event.round(), event.analysis(), event.pruning(), training);
        }
    }
}

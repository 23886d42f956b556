package io.filterfit.cli;

import io.filterfit.dataset.ImageDataset;
import io.filterfit.dataset.TrainingSplits;
import io.filterfit.evaluation.Classification;
import io.filterfit.evaluation.NetworkCost;
import io.filterfit.model.Network;
import io.filterfit.model.Networks;
import io.filterfit.spec.Checks;
import io.filterfit.spec.Distillation;
import io.filterfit.spec.TrainingSpec;
import io.filterfit.training.Trainer;
import io.filterfit.training.TrainingHistory;
import io.filterfit.training.TrainingTask;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a network from scratch, or one that exists further. */
@Command(
        name = "train",
        description = {
            "Train a network: a new one of a known architecture, or one that exists.",
            "The weights that did best on held-out images are kept; the test images are read once, at the end."
        },
        mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {

    /** From scratch: a higher rate than fine-tuning, with a warm-up, and stronger decay. */
    private static final TrainingSpec FROM_SCRATCH = new TrainingSpec(30, 128, 0.1, 0.9, 5e-4, 1, true, 5_000);

    @Mixin
    private Output output;

    @ArgGroup(multiplicity = "1")
    private Start start;

    @Mixin
    private DatasetOptions images;

    @Mixin
    private TrainingOptions training;

    @Mixin
    private CheckpointOptions checkpoints;

    @Mixin
    private DeviceOptions device;

    @Option(
            names = "--teacher",
            paramLabel = "FILE",
            description =
                    "A trained network of the same classes to learn from beside the labels (with --distillation 0.9).")
    private Path teacher;

    @Option(
            names = "--width-factor",
            paramLabel = "F",
            defaultValue = "1",
            description = "Multiplies the filters of a new network's layers (${DEFAULT-VALUE}).")
    private double widthFactor;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The seed of weights, order and augmentation (${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "Where the network is written.")
    private Path out;

    /** What training starts from. */
    private static final class Start {
        @Option(
                names = "--architecture",
                paramLabel = "NAME",
                required = true,
                description = "A new network: resnet-8, -20, -32, -56, -110 (or resnet-20-projection, ...), vgg-16-bn,"
                        + " plain-cnn.")
        private String architecture;

        @Option(names = "--model", paramLabel = "FILE", required = true, description = "A network to train further.")
        private Path model;

        private TrainingSpec defaults() {
            return architecture == null ? TrainingSpec.FINE_TUNING : FROM_SCRATCH;
        }
    }

    /** The outcome for machines. */
    record Trained(
            String model,
            long parameters,
            long flops,
            double accuracy,
            int correct,
            int total,
            double seconds,
            TrainingSpec training,
            long seed,
            TrainingHistory history) {}

    @Override
    public Integer call() {
        OutputFiles.requireWritable(out);
        device.apply(output);
        if (training.hasDistillation() && teacher == null) {
            throw Checks.invalid("--distillation needs a network to learn from; add --teacher");
        }
        TrainingSpec usual = start.defaults();
        TrainingSpec spec = training.toSpec(
                teacher == null
                        ? usual
                        : usual.with().distillation(Distillation.DEFAULT).build());
        long began = System.nanoTime();
        try (StageProgress stages = output.stages()) {
            ImageDataset dataset = images.open(stages);
            Network network = start.architecture == null
                    ? Networks.read(start.model)
                    : Architectures.build(start.architecture, dataset, widthFactor, seed);
            NetworkCost cost = NetworkCost.of(network.graph());
            output.line("%,d parameters, %,d FLOPs".formatted(cost.parameters(), cost.macs()));

            TrainingHistory history;
            try (CheckpointOptions.Kept kept = checkpoints.open(output::line)) {
                history = new Trainer(spec, seed, new TrainingDisplay(stages, output::line), kept.checkpoints())
                        .train(task(network, dataset.holdOut(spec.validationImages())));
                Networks.write(network, out);
                kept.forget();
            }
            Classification test = Classification.of(network.graph(), dataset.test());
            report(test, cost, spec, history, (System.nanoTime() - began) / 1e9);
        }
        return 0;
    }

    private TrainingTask task(Network network, TrainingSplits splits) {
        TrainingTask task = TrainingTask.of(network.graph(), splits);
        return teacher == null ? task : task.taughtBy(Networks.read(teacher).graph());
    }

    private void report(
            Classification test, NetworkCost cost, TrainingSpec spec, TrainingHistory history, double seconds) {
        output.line(String.format(
                Locale.ROOT,
                "kept epoch %d; test accuracy %.2f %% (%d of %d); written to %s; took %s",
                history.bestEpoch(),
                100 * test.accuracy().value(),
                test.correct(),
                test.total(),
                out,
                Durations.text(seconds)));
        output.result(new Trained(
                out.toAbsolutePath().toString(),
                cost.parameters(),
                cost.macs(),
                test.accuracy().value(),
                test.correct(),
                test.total(),
                seconds,
                spec,
                seed,
                history));
    }
}

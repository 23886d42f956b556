package io.filterfit.benchmarks;

import io.filterfit.dataset.Datasets;
import io.filterfit.dataset.ImageDataset;
import io.filterfit.evaluation.Classification;
import io.filterfit.model.zoo.Zoo;
import io.filterfit.model.zoo.ZooOptions;
import io.filterfit.spec.TrainingSpec;
import io.filterfit.training.Trainer;
import io.filterfit.training.TrainingHistory;
import io.filterfit.training.TrainingObserver;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * FilterFit's trainer as its users run it: images read as bytes, augmented, trained on, validated. Arguments: an architecture, batch
 * size, a directory of images.
 */
final class FilterFitTraining {

    /** The first warms up. */
    private static final int EPOCHS = 3;

    /** Small enough that random labels do no harm. */
    private static final double LEARNING_RATE = 1e-3;

    private FilterFitTraining() {}

    public static void main(String[] arguments) {
        ImageDataset dataset = new Datasets(Path.of(arguments[2])).open(arguments[2]);
        ComputationGraph network = Zoo.build(arguments[0], ZooOptions.CIFAR10).graph();
        int batch = Integer.parseInt(arguments[1]);
        TrainingSpec spec = new TrainingSpec(EPOCHS, batch, LEARNING_RATE, 0.9, 1e-4, 0, true, batch);
        List<TrainingHistory.Epoch> epochs = new Trainer(spec, 1, TrainingObserver.SILENT)
                .train(network, dataset.holdOut(batch))
                .epochs();
        double training = epochs.subList(1, EPOCHS).stream()
                .mapToDouble(TrainingHistory.Epoch::imagesPerSecond)
                .average()
                .orElseThrow();
        Classification.of(network, dataset.test());
        double inference = Classification.of(network, dataset.test()).imagesPerSecond();
        System.out.println(new Rate(training, inference).line());
    }
}

package io.filterfit.benchmarks;

import io.filterfit.dataset.Datasets;
import io.filterfit.dataset.ImageDataset;
import io.filterfit.dataset.NetworkInput;
import io.filterfit.evaluation.ForwardPass;
import io.filterfit.model.zoo.Zoo;
import io.filterfit.model.zoo.ZooOptions;
import io.filterfit.nd4j.NativeRuntime;
import io.filterfit.nd4j.RuntimeFacts;
import io.filterfit.onednn.CompiledPasses;
import io.filterfit.spec.TrainingSpec;
import io.filterfit.training.Trainer;
import io.filterfit.training.TrainingHistory;
import io.filterfit.training.TrainingObserver;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * FilterFit's trainer as its users run it, images read as bytes and augmented on the way, and its forward pass on one batch that lies in
 * memory. Arguments: an architecture, batch size, a directory of images, measured passes.
 */
final class FilterFit {

    /** The first warms up. */
    private static final int EPOCHS = 3;

    /** Small enough that random labels do no harm. */
    private static final double LEARNING_RATE = 1e-3;

    private FilterFit() {}

    public static void main(String[] arguments) {
        ImageDataset dataset = new Datasets(Path.of(arguments[2])).open(arguments[2]);
        ComputationGraph network = Zoo.build(arguments[0], ZooOptions.CIFAR10).graph();
        int batch = Integer.parseInt(arguments[1]);
        double training = training(network, dataset, batch);
        double inference = inference(network, dataset, batch, Integer.parseInt(arguments[3]));
        System.out.println(new Rate(training, inference, setup(network)).line());
    }

    private static double training(ComputationGraph network, ImageDataset dataset, int batch) {
        TrainingSpec spec = new TrainingSpec(EPOCHS, batch, LEARNING_RATE, 0.9, 1e-4, 0, true, batch);
        List<TrainingHistory.Epoch> epochs = new Trainer(spec, 1, TrainingObserver.SILENT)
                .train(network, dataset.holdOut(batch))
                .epochs();
        return epochs.subList(1, EPOCHS).stream()
                .mapToDouble(TrainingHistory.Epoch::imagesPerSecond)
                .average()
                .orElseThrow();
    }

    private static double inference(ComputationGraph network, ImageDataset dataset, int batch, int passes) {
        try (ForwardPass pass = ForwardPass.of(network);
                INDArray images = dataset.test()
                        .features(0, batch, NetworkInput.of(network).layout())) {
            return StepTimer.imagesPerSecond(batch, passes, () -> pass.logits(images));
        }
    }

    private static String setup(ComputationGraph network) {
        RuntimeFacts facts = NativeRuntime.start();
        String library = CompiledPasses.obstacle(network)
                .map(obstacle -> "Deeplearning4j's layers")
                .orElseGet(() -> "oneDNN " + CompiledPasses.libraryVersion());
        return library + ", " + facts.threads() + " threads, " + facts.allocator();
    }
}

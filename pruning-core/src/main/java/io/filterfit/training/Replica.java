package io.filterfit.training;

import io.filterfit.model.GraphCopy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A copy of a network on a device of its own. All its arrays are made and used by one thread, which stays on that device. */
final class Replica implements AutoCloseable {

    private final ExecutorService thread;
    private ComputationGraph network;
    private GradientEngine engine;

    /**
     * @param images of the part
     * @param gradients flat, as a {@link GradientEngine} leaves them
     */
    record Found(int images, GradientEngine.StepOutcome outcome, float[] gradients) {}

    /** @param number from 0; where there are fewer devices, they are shared */
    Replica(
            int number,
            ComputationGraphConfiguration configuration,
            Function<ComputationGraph, GradientEngine> engines) {
        thread = Executors.newSingleThreadExecutor(task -> {
            Thread created = new Thread(task, "replica-" + number);
            created.setDaemon(true);
            return created;
        });
        ComputationGraphConfiguration copy = GraphCopy.of(configuration);
        CompletableFuture.runAsync(() -> begin(number, copy, engines), thread).join();
    }

    private void begin(
            int number,
            ComputationGraphConfiguration configuration,
            Function<ComputationGraph, GradientEngine> engines) {
        AffinityManager devices = Nd4j.getAffinityManager();
        devices.unsafeSetDevice(number % devices.getNumberOfDevices());
        network = new ComputationGraph(configuration);
        network.init();
        network.initGradientsView();
        engine = engines.apply(network);
    }

    /**
     * @param weights flat
     * @param part is closed here
     * @param seed of what is drawn in the forward pass
     */
    CompletableFuture<Found> compute(float[] weights, Batch part, Objective objective, long seed) {
        // Read where it was made, so that only numbers go from device to device.
        float[] features = part.features().data().asFloat();
        return CompletableFuture.supplyAsync(
                () -> {
                    try (part;
                            Batch here = part.with(
                                    Nd4j.create(features, part.features().shape(), 'c'))) {
                        INDArray own = network.params();
                        own.assign(Nd4j.createFromArray(weights).reshape(own.shape()));
                        Nd4j.getRandom().setSeed(seed);
                        GradientEngine.StepOutcome outcome = engine.compute(here, objective);
                        return new Found(
                                here.size(),
                                outcome,
                                network.getFlattenedGradients().toFloatVector());
                    }
                },
                thread);
    }

    @Override
    public void close() {
        CompletableFuture.runAsync(this::end, thread).join();
        thread.shutdown();
    }

    private void end() {
        engine.close();
        network.close();
        Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
    }
}

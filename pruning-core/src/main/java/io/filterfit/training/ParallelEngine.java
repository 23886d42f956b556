package io.filterfit.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Shares each batch among replicas of the network, one a device, that compute at the same time, and adds up what they find. The
 * optimiser, the schedule and all that a checkpoint holds stay outside, so that nothing but batch norm tells how many replicas there
 * are: each normalises its part by the part's own mean and variance, and the running statistics take the mean over the parts.
 *
 * <p>Weights, images and gradients go from device to device through the heap, in the order of the replicas: the same batch gives the
 * same sum every time.
 */
final class ParallelEngine implements GradientEngine {

    private final ComputationGraph network;
    private final List<Replica> replicas = new ArrayList<>();
    private final List<Interval> runningStatistics = new ArrayList<>();

    /** Of the flat parameters. */
    private record Interval(int start, int end) {}

    /**
     * @param replicas how many
     * @param engines makes the engine that computes on a replica
     */
    ParallelEngine(ComputationGraph network, int replicas, Function<ComputationGraph, GradientEngine> engines) {
        this.network = network;
        for (Layer layer : network.getLayers()) {
            markRunningStatistics(layer);
        }
        for (int number = 0; number < replicas; number++) {
            this.replicas.add(new Replica(number, network.getConfiguration(), engines));
        }
    }

    private void markRunningStatistics(Layer layer) {
        for (Map.Entry<String, INDArray> parameter : layer.paramTable(false).entrySet()) {
            if (!layer.updaterDivideByMinibatch(parameter.getKey())) {
                int start =
                        (int) (parameter.getValue().offset() - network.params().offset());
                runningStatistics.add(
                        new Interval(start, start + (int) parameter.getValue().length()));
            }
        }
    }

    @Override
    public StepOutcome compute(Batch batch, Objective objective) {
        float[] weights = network.params().toFloatVector();
        long seed = Nd4j.getRandom().nextLong();
        int parts = Math.min(replicas.size(), batch.size());
        List<CompletableFuture<Replica.Found>> underWay = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            Batch images = batch.part(batch.size() * part / parts, batch.size() * (part + 1) / parts);
            underWay.add(replicas.get(part).compute(weights, images, objective, seed + part));
        }
        // All of them, also where one fails: none may still compute when the next step begins.
        CompletableFuture.allOf(underWay.toArray(CompletableFuture[]::new)).join();
        return sum(underWay.stream().map(CompletableFuture::join).toList(), batch.size());
    }

    private StepOutcome sum(List<Replica.Found> parts, int images) {
        float[] sum = new float[(int) network.numParams()];
        double loss = 0;
        int correct = 0;
        for (Replica.Found part : parts) {
            float[] gradients = part.gradients();
            float share = (float) part.images() / images;
            for (Interval interval : runningStatistics) {
                for (int i = interval.start(); i < interval.end(); i++) {
                    gradients[i] *= share;
                }
            }
            for (int i = 0; i < sum.length; i++) {
                sum[i] += gradients[i];
            }
            loss += part.outcome().loss();
            correct += part.outcome().correct();
        }
        INDArray gradients = network.getFlattenedGradients();
        gradients.assign(Nd4j.createFromArray(sum).reshape(gradients.shape()));
        return new StepOutcome(loss, correct);
    }

    @Override
    public void close() {
        replicas.forEach(Replica::close);
    }
}

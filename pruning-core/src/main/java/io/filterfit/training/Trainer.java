package io.filterfit.training;

import io.filterfit.dataset.NetworkInput;
import io.filterfit.dataset.TrainingSplits;
import io.filterfit.nd4j.NativeRuntime;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.TrainingSpec;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Trains a network in place, and leaves in it the weights that did best on the validation split. */
public final class Trainer {

    private final TrainingSpec spec;
    private final long seed;
    private final TrainingObserver observer;
    private final Checkpoints checkpoints;

    /** @param seed of the order of the images, of their augmentation and of all else that is random */
    public Trainer(TrainingSpec spec, long seed, TrainingObserver observer) {
        this(spec, seed, observer, Checkpoints.NONE);
    }

    /** @param checkpoints what a run that was left is taken up from, with the same result as if it had not been left */
    public Trainer(TrainingSpec spec, long seed, TrainingObserver observer, Checkpoints checkpoints) {
        this.spec = spec;
        this.seed = seed;
        this.observer = observer;
        this.checkpoints = checkpoints;
    }

    /**
     * Trains for the epochs of the specification. Where the loss explodes, the epoch is begun again with half the learning rate, at most
     * twice in a run.
     *
     * @throws CompressionException TRAINING_DIVERGED if the loss explodes a third time (the network is left with the best
     *     weights so far), CANCELLED if the observer said so, DATASET_UNREADABLE if the images are not for this network
     */
    public TrainingHistory train(ComputationGraph network, TrainingSplits images) {
        return train(TrainingTask.of(network, images));
    }

    /**
     * As {@link #train(ComputationGraph, TrainingSplits)}, with a teacher or soft pruning.
     *
     * @throws CompressionException also INVALID_REQUEST if the specification asks for distillation and there is no teacher
     */
    public TrainingHistory train(TrainingTask task) {
        int devices = Math.max(1, NativeRuntime.start().gpus().size());
        NetworkInput input = NetworkInput.of(task.network());
        input.check(task.images().training());
        return train(task, engine(task.network(), input, devices));
    }

    private static GradientEngine engine(ComputationGraph network, NetworkInput input, int devices) {
        return devices == 1
                ? GradientEngine.of(network, input)
                : new ParallelEngine(network, devices, replica -> new Deeplearning4jEngine(replica, input.classes()));
    }

    TrainingHistory train(TrainingTask task, GradientEngine engine) {
        return new TrainingRun(spec, seed, observer, checkpoints, task, engine).train();
    }
}

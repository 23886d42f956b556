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
        NativeRuntime.start();
        NetworkInput input = NetworkInput.of(network);
        input.check(images.training());
        return train(network, images, new Deeplearning4jEngine(network, input.classes()));
    }

    TrainingHistory train(ComputationGraph network, TrainingSplits images, GradientEngine engine) {
        return new TrainingRun(spec, seed, observer, checkpoints, network, images, engine).train();
    }
}

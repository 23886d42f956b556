package io.filterfit.training;

import java.util.Optional;
import java.util.function.Supplier;

/** Keeps the states of training runs where they survive the process. Called on the thread that trains. */
public interface Checkpoints {

    /** Keeps nothing. */
    Checkpoints NONE = new Checkpoints() {};

    /**
     * The state to go on from: the newest that can be read.
     *
     * @param run which run, see {@link TrainingState#run()}
     */
    default Optional<TrainingState> newest(String run) {
        return Optional.empty();
    }

    /**
     * Offers the state after every step; whoever keeps checkpoints takes it when one is due. Returns soon: what takes time is done
     * on another thread.
     */
    default void offer(Supplier<TrainingState> state) {}

    /** Training is left before its end, as the observer asked: keeps the state, and returns once it is safe. */
    default void handOver(TrainingState state) {}
}

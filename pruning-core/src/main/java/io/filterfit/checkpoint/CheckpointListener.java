package io.filterfit.checkpoint;

import io.filterfit.spec.CompressionException;
import io.filterfit.training.TrainingState;
import java.time.Duration;

/** Told what becomes of checkpoints; {@code saved} and {@code lost} on a thread of their own. */
public interface CheckpointListener {

    CheckpointListener SILENT = new CheckpointListener() {};

    /** A checkpoint was there but cannot be read; one before it is tried. */
    default void unreadable(CheckpointShelf.Label label, CompressionException problem) {}

    /** @param duration from the copy of the state until it was safe */
    default void saved(TrainingState state, long bytes, Duration duration) {}

    /** A checkpoint could not be put away; training goes on, and the next one is taken in time. */
    default void lost(TrainingState state, Exception problem) {}
}

package io.filterfit.training;

/** Told how training goes, on the thread that trains. */
public interface TrainingObserver {

    TrainingObserver SILENT = new TrainingObserver() {};

    /** Before the first step, if training goes on from a checkpoint. */
    default void resumed(TrainingState state) {}

    /** At most once a second, and at the end of every epoch. */
    default void progress(TrainingProgress progress) {}

    /** After every epoch, validation included. */
    default void epoch(TrainingHistory.Epoch epoch) {}

    /** When training went wrong, before it goes on from the beginning of the epoch. */
    default void setback(TrainingHistory.Setback setback) {}

    /** Asked before every step; once it says yes, training ends with reason CANCELLED. */
    default boolean cancelled() {
        return false;
    }
}

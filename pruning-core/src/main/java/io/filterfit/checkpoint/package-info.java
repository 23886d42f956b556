/**
 * Checkpoints of training runs: files that hold a {@link io.filterfit.training.TrainingState}, kept on a {@link
 * io.filterfit.checkpoint.CheckpointShelf} (a directory, an object store) where the next process finds them.
 *
 * <p>Contract: a checkpoint is immutable and verified by its SHA-256 whenever it is read; the newest that can be read wins, and one that is
 * torn, gone or corrupt is as if it had never been. Checkpoints are no reason for training to fail, or to wait.
 */
package io.filterfit.checkpoint;

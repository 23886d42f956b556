package io.filterfit.checkpoint;

import io.filterfit.spec.CompressionException;
import java.nio.file.Path;
import java.util.List;

/** Where checkpoint files are kept: a directory, an object store. Used by one thread at a time. */
public interface CheckpointShelf {

    /**
     * What is known of a checkpoint without reading it.
     *
     * @param run of which it is
     * @param progress see {@link io.filterfit.training.TrainingState#progress()}
     * @param sha256 of the file, 64 lower-case hexadecimal digits
     * @param size of the file in bytes
     */
    record Label(String run, long progress, String sha256, long size) {}

    /** All checkpoints of a run, in any order. */
    List<Label> of(String run);

    /**
     * @param directory for a file, should one be needed
     * @return a file with the bytes that were put
     * @throws CompressionException ARTIFACT_MISSING or ARTIFACT_CORRUPT if this one is lost
     */
    Path fetch(Label label, Path directory);

    /** Puts a file under a label of this run; it is there whole or not at all. */
    void put(String run, long progress, Path file);

    /** Does nothing if it is gone already. */
    void delete(Label label);
}

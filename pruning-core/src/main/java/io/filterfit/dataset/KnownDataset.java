package io.filterfit.dataset;

import java.nio.file.Path;
import java.util.List;

/** A data set with a name, that can be fetched. */
interface KnownDataset {

    String name();

    /** Files that a complete copy consists of. */
    boolean isComplete(Path directory);

    /** Where it can be had, best first. */
    List<Source> sources();

    /** Opens a complete copy. */
    ImageDataset open(Path directory);

    /** One place to fetch from. */
    interface Source {

        /** For messages, for instance an address. */
        String description();

        /** Leaves a complete copy in {@code directory}, which exists; {@code downloads} keeps what may be resumed. */
        void fetch(Path directory, Path downloads, FetchObserver observer);
    }
}

package io.filterfit.dataset;

/** Told how a data set comes in; called at most a few times a second, on the fetching thread. */
@FunctionalInterface
public interface FetchObserver {

    FetchObserver SILENT = (step, done, total) -> {};

    /**
     * @param step what is going on, for instance {@code downloading https://...}
     * @param done bytes or images so far
     * @param total how many there will be; -1 where nobody knows
     */
    void progress(String step, long done, long total);
}

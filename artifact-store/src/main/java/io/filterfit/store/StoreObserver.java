package io.filterfit.store;

import java.time.Duration;

/** Told of every request to the store, the repeated ones too. */
@FunctionalInterface
public interface StoreObserver {

    StoreObserver NONE = (method, status, took) -> {};

    /**
     * @param method of HTTP
     * @param status of HTTP
     * @param took until the answer began
     */
    void answered(String method, int status, Duration took);
}

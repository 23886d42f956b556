package io.filterfit.onednn;

import java.util.ArrayDeque;
import java.util.Deque;

/** What has to be given back to the library; the last first. */
final class Resources implements AutoCloseable {

    private final Deque<Runnable> releases = new ArrayDeque<>();

    void add(Runnable release) {
        releases.push(release);
    }

    @Override
    public void close() {
        while (!releases.isEmpty()) {
            releases.pop().run();
        }
    }
}

package io.filterfit.onednn;

/**
 * Something a program does each time it runs.
 *
 * @param layer for whom, by the network's name of the layer or vertex
 * @param action does it
 */
record Step(String layer, Runnable action) {

    void run() {
        action.run();
    }
}

package io.filterfit.cli;

import java.time.Duration;

/** Shows how far each stage of a compression is. */
interface StageProgress extends AutoCloseable {

    /**
     * @param stage the stage's name; a new one begins a new bar
     * @param done the share that is done, from 0 to 1
     * @param detail what a person wants to know, for instance epoch and accuracy; may be empty
     */
    void update(String stage, double done, String detail);

    @Override
    void close();

    static StageProgress on(Terminal terminal) {
        return terminal.interactive()
                ? new ProgressBars(terminal.err())
                : new ProgressLines(terminal.err(), Duration.ofSeconds(10));
    }
}

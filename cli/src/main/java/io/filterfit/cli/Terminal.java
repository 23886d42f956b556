package io.filterfit.cli;

import java.io.PrintStream;

/**
 * Where a command writes.
 *
 * @param out what was asked for
 * @param err progress, warnings and errors
 * @param interactive whether {@code err} is a screen that can redraw a line
 */
record Terminal(PrintStream out, PrintStream err, boolean interactive) {

    /** Set by the launcher, which can ask the operating system about a single stream. */
    private static final String INTERACTIVE = "filterfit.interactive";

    static Terminal ofProcess() {
        return new Terminal(System.out, System.err, Boolean.getBoolean(INTERACTIVE));
    }
}

package io.filterfit.stack.lifeline;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Ends this process when its parent is gone, and leaves it to the parent to decide what Ctrl-C means.
 *
 * <p>Use: {@code -javaagent:embedded-lifeline.jar}, with standard input a pipe from the parent. It works with any main
 * class, so that third-party servers need no change.
 */
public final class Lifeline {

    /** What an orderly exit may take once the parent is gone; past it the process is halted. */
    private static final Duration GRACE = Duration.ofSeconds(20);

    private Lifeline() {}

    /** Called by the JVM before {@code main}. */
    public static void premain(String arguments) {
        ignoreInterrupts();
        daemon("lifeline", Lifeline::exitAtEndOfInput);
    }

    /**
     * Ctrl-C in a terminal reaches every process of the foreground group; the parent ends its children in order, so they
     * must not run ahead of it.
     */
    private static void ignoreInterrupts() {
        Signal.handle(new Signal("INT"), SignalHandler.SIG_IGN);
    }

    private static void exitAtEndOfInput() {
        awaitEnd(System.in);
        daemon("lifeline-halt", Lifeline::haltAfterGrace);
        System.exit(0);
    }

    private static void awaitEnd(InputStream input) {
        byte[] ignored = new byte[64];
        try {
            while (input.read(ignored) >= 0) {
                // Whatever the parent says, only its end matters.
            }
        } catch (IOException broken) {
            // A broken pipe says the same as its end.
        }
    }

    private static void haltAfterGrace() {
        try {
            Thread.sleep(GRACE.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}

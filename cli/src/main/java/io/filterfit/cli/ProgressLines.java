package io.filterfit.cli;

import java.io.PrintStream;
import java.time.Duration;

/** A line now and then, for logs and pipes: when a stage begins, when it is done, and at intervals between. */
final class ProgressLines implements StageProgress {

    private final PrintStream log;
    private final long pauseNanos;
    private String stage;
    private double lastDone;
    private long lastPrinted;

    ProgressLines(PrintStream log, Duration pause) {
        this.log = log;
        this.pauseNanos = pause.toNanos();
    }

    @Override
    public synchronized void update(String current, double done, String detail) {
        long now = System.nanoTime();
        boolean begins = !current.equals(stage);
        boolean finishes = done >= 1 && (begins || lastDone < 1);
        if (begins || finishes || now - lastPrinted >= pauseNanos) {
            log.printf("%-12s %3d %%  %s%n", current, Math.round(done * 100), detail);
            lastPrinted = now;
        }
        stage = current;
        lastDone = done;
    }

    @Override
    public void close() {
        log.flush();
    }
}

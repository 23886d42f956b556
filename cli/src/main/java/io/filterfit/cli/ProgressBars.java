package io.filterfit.cli;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** One bar a stage, with the time it took and the time left. */
final class ProgressBars implements StageProgress {

    private static final long STEPS = 1_000;
    private static final int NAME_WIDTH = 12;

    private final PrintStream screen;
    private String stage;
    private ProgressBar bar;

    ProgressBars(PrintStream screen) {
        this.screen = screen;
    }

    @Override
    public synchronized void update(String current, double done, String detail) {
        if (!current.equals(stage)) {
            close();
            stage = current;
            bar = new ProgressBarBuilder()
                    .setTaskName(("%-" + NAME_WIDTH + "s").formatted(current))
                    .setInitialMax(STEPS)
                    .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
                    .setConsumer(new ConsoleProgressBarConsumer(screen))
                    .setUpdateIntervalMillis(500)
                    .continuousUpdate()
                    .hideEta()
                    .build();
        }
        bar.setExtraMessage(detail);
        bar.stepTo(Math.round(done * STEPS));
    }

    @Override
    public synchronized void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}

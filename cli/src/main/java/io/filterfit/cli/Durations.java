package io.filterfit.cli;

import java.time.Duration;

/** Durations and shares as people read them. */
final class Durations {

    private Durations() {}

    /** For instance {@code 42 s}, {@code 3 min 05 s} or {@code 2 h 10 min}. */
    static String text(double seconds) {
        Duration duration = Duration.ofMillis(Math.round(seconds * 1_000));
        if (duration.toHours() > 0) {
            return "%d h %02d min".formatted(duration.toHours(), duration.toMinutesPart());
        }
        if (duration.toMinutes() > 0) {
            return "%d min %02d s".formatted(duration.toMinutes(), duration.toSecondsPart());
        }
        return "%d s".formatted(duration.toSeconds());
    }
}

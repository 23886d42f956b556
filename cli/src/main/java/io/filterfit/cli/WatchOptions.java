package io.filterfit.cli;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How long a job's end is waited for. */
final class WatchOptions {

    @Option(
            names = "--timeout",
            paramLabel = "MINUTES",
            defaultValue = "1440",
            description = "Stop watching after this many minutes; the job goes on (${DEFAULT-VALUE}).")
    private int minutes;

    Duration limit() {
        return Duration.ofMinutes(minutes);
    }
}

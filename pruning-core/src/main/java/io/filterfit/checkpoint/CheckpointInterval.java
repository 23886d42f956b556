package io.filterfit.checkpoint;

import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often a checkpoint is taken: by the clock or by steps.
 *
 * @param time between two; null where it goes by steps
 * @param steps between two; 0 where it goes by the clock
 */
public record CheckpointInterval(Duration time, long steps) {

    private static final Pattern FORMAT = Pattern.compile("([1-9]\\d{0,8}) ?(s|m|h|steps)");

    /** For instance {@code 5m}, {@code 30s}, {@code 2h} or {@code 500 steps}. */
    public static CheckpointInterval parse(CharSequence text) {
        Matcher matcher = FORMAT.matcher(text);
        if (!matcher.matches()) {
            throw new CompressionException(
                    FailureReason.INVALID_REQUEST,
                    "'" + text + "' is no interval of checkpoints; say for instance 5m, 30s, 2h or '500 steps'");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> new CheckpointInterval(Duration.ofSeconds(number), 0);
            case "m" -> new CheckpointInterval(Duration.ofMinutes(number), 0);
            case "h" -> new CheckpointInterval(Duration.ofHours(number), 0);
            default -> new CheckpointInterval(null, number);
        };
    }

    boolean isOver(Duration sinceLast, long stepsSinceLast) {
        return time == null ? stepsSinceLast >= steps : sinceLast.compareTo(time) >= 0;
    }
}

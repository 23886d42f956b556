package io.filterfit.console.web;

import io.filterfit.contracts.Stage;
import io.filterfit.spec.Target;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Values as people read them. */
final class Words {

    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};
    private static final long MEBIBYTE = 1L << 20;

    private Words() {}

    static String when(Instant time) {
        return WHEN.format(time);
    }

    /** For instance {@code 3 min 12 s}. */
    static String duration(double seconds) {
        var duration = Duration.ofMillis(Math.round(seconds * 1_000));
        if (duration.toHours() > 0) {
            return duration.toHours() + " h " + duration.toMinutesPart() + " min";
        }
        if (duration.toMinutes() > 0) {
            return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
        }
        return seconds < 10 ? String.format(Locale.ROOT, "%.1f s", seconds) : Math.round(seconds) + " s";
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f%%", 100 * share);
    }

    static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1_000 && unit < UNITS.length - 1) {
            value /= 1_000;
            unit++;
        }
        return unit == 0
                ? bytes + " B"
                : String.format(Locale.ROOT, value < 10 ? "%.1f %s" : "%.0f %s", value, UNITS[unit]);
    }

    /** A limit, as it is configured. */
    static String limit(long bytes) {
        return bytes % MEBIBYTE == 0 ? bytes / MEBIBYTE + " MiB" : bytes(bytes);
    }

    static String target(Target target) {
        var share = BigDecimal.valueOf(target.value())
                        .movePointRight(2)
                        .stripTrailingZeros()
                        .toPlainString() + "%";
        if (target instanceof Target.FlopsReduction) {
            return share + " fewer FLOPs";
        }
        if (target instanceof Target.ParameterReduction) {
            return share + " fewer parameters";
        }
        if (target instanceof Target.FilterRatio) {
            return share + " of the filters";
        }
        return target instanceof Target.LatencyReduction ? share + " less time" : "at most " + share + " less accuracy";
    }

    static String stage(Stage stage) {
        return switch (stage) {
            case ANALYZER -> "Analyse";
            case PRUNER -> "Prune";
            case TRAINER -> "Train";
            case EVALUATOR -> "Evaluate";
        };
    }
}

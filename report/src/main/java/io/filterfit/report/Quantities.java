package io.filterfit.report;

import java.util.Locale;

/** Numbers as people read them; the same in the page and in the terminal. */
final class Quantities {

    /** A true minus sign: as wide as a plus, and never a line break. */
    private static final String MINUS = "\u2212";

    private Quantities() {}

    /** A share with one decimal: 51.2%. */
    static String percent(double share) {
        return format("%.1f%%", 100 * share);
    }

    /** An accuracy, which is worth two decimals: 91.73%. */
    static String accuracy(double share) {
        return format("%.2f%%", 100 * share);
    }

    /** The difference of two accuracies in absolute points: −0.84 points. */
    static String points(double before, double after) {
        return signedPoints(before, after) + " points";
    }

    static String points(double share) {
        return format("%.2f points", 100 * share);
    }

    static String signedPoints(double before, double after) {
        return signed(100 * (after - before), 2);
    }

    /** The relative change: −51.2%. */
    static String change(double before, double after) {
        return before == 0 ? "" : signed(100 * (after - before) / before, 1) + "%";
    }

    /** The ratio of two durations: 1.73× as fast. */
    static String speedUp(double before, double after) {
        return times(before / after) + " as fast";
    }

    static String times(double factor) {
        return format("%.2f\u00d7", factor);
    }

    static String count(long number) {
        return format("%,d", number);
    }

    /** Three significant digits and a unit: 40.8 M. */
    static String compact(double number) {
        if (number >= 1e9) {
            return threeDigits(number / 1e9) + " G";
        }
        if (number >= 1e6) {
            return threeDigits(number / 1e6) + " M";
        }
        return number >= 1e4 ? threeDigits(number / 1e3) + " k" : format("%,.0f", number);
    }

    /** In powers of 1000, as disks and networks are sold: 1.15 MB. */
    static String bytes(long bytes) {
        if (bytes >= 1_000_000) {
            return threeDigits(bytes / 1e6) + " MB";
        }
        return bytes >= 1_000 ? threeDigits(bytes / 1e3) + " kB" : bytes + " bytes";
    }

    static String milliseconds(double milliseconds) {
        return threeDigits(milliseconds) + " ms";
    }

    /** 0.8 s, 42 s, 5 min 03 s, 2 h 07 min. */
    static String duration(double seconds) {
        if (seconds < 10) {
            return format("%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        if (whole < 60) {
            return whole + " s";
        }
        return whole < 3600
                ? format("%d min %02d s", whole / 60, whole % 60)
                : format("%d h %02d min", whole / 3600, whole % 3600 / 60);
    }

    /** Three significant digits without an exponent for what norms and distances usually are: 0.0123. */
    static String threeDigits(double number) {
        double size = Math.abs(number);
        if (number == 0) {
            return "0";
        }
        String sign = number < 0 ? MINUS : "";
        if (size < 1e-4 || size >= 1e6) {
            return sign + format("%.2e", size).replace("e-0", "e-").replace("e+0", "e+");
        }
        int decimals = (int) Math.max(0, 2 - Math.floor(Math.log10(size)));
        return sign + format("%." + decimals + "f", size);
    }

    static String plural(long number, String noun) {
        return count(number) + " " + noun + (number == 1 ? "" : "s");
    }

    private static String signed(double number, int decimals) {
        String size = format("%." + decimals + "f", Math.abs(number));
        boolean zero = size.chars().noneMatch(c -> c >= '1' && c <= '9');
        return zero ? size : (number < 0 ? MINUS : "+") + size;
    }

    private static String format(String pattern, Object... arguments) {
        return String.format(Locale.ROOT, pattern, arguments);
    }
}

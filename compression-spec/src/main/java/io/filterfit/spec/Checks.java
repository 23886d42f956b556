package io.filterfit.spec;

/** Validation of record components: each failure names the property as it is written in JSON. */
public final class Checks {

    private Checks() {}

    public static CompressionException invalid(String sentence) {
        return new CompressionException(FailureReason.INVALID_REQUEST, sentence);
    }

    public static void atLeast(String property, double value, double minimum) {
        if (!(value >= minimum) || Double.isInfinite(value)) {
            throw invalid(property + " is " + value + "; it must be a number of at least " + minimum);
        }
    }

    public static void atLeast(String property, int value, int minimum) {
        if (value < minimum) {
            throw invalid(property + " is " + value + "; it must be at least " + minimum);
        }
    }

    /** A share: above 0 and below 1. */
    public static void share(String property, double value) {
        if (!(value > 0 && value < 1)) {
            throw invalid(
                    property + " is " + value + "; it must lie above 0 and below 1, for instance 0.5 for one half");
        }
    }

    /** At least 0 and below 1. */
    public static void fraction(String property, double value) {
        if (!(value >= 0 && value < 1)) {
            throw invalid(property + " is " + value + "; it must be at least 0 and below 1");
        }
    }

    public static <T> T present(String property, T value) {
        if (value == null) {
            throw invalid(property + " is missing");
        }
        return value;
    }

    public static String notBlank(String property, String value) {
        if (present(property, value).isBlank()) {
            throw invalid(property + " is blank");
        }
        return value;
    }
}

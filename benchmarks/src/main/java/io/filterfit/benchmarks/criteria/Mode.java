package io.filterfit.benchmarks.criteria;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a network comes to its target. */
enum Mode {
    /** One cut, then all the training. */
    ONE_SHOT,
    /** Several cuts, each followed by its part of the training. */
    ROUNDS,
    /** Soft pruning, then one cut, then the rest of the training. */
    SOFT;

    /** In JSON and commands, for instance {@code one-shot}. */
    @JsonValue
    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Mode of(String code) {
        for (Mode mode : values()) {
            if (mode.code().equals(code)) {
                return mode;
            }
        }
        throw new IllegalArgumentException("mode " + code + " is unknown; use one-shot, rounds or soft");
    }
}

package io.filterfit.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.filterfit.spec.Checks;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The name of one compression job, chosen by whoever requests it and unique for ever.
 *
 * <p>It becomes part of object keys and file names, therefore: 1 to 64 letters, digits, hyphens and underscores, the first
 * a letter or digit.
 */
public record JobId(@JsonValue String value) {

    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

    @JsonCreator
    public JobId {
        Checks.present("jobId", value);
        if (!SAFE.matcher(value).matches()) {
            throw Checks.invalid(
                    "jobId " + quoted(value)
                            + " is not usable; take 1 to 64 letters, digits, hyphens and underscores, the first a letter or digit");
        }
    }

    /** A new id that nobody else has. */
    public static JobId random() {
        return new JobId(UUID.randomUUID().toString());
    }

    private static String quoted(String value) {
        var shown = value.length() > 80 ? value.substring(0, 80) + "..." : value;
        return "'" + shown.replaceAll("\\p{Cntrl}", "?") + "'";
    }

    @Override
    public String toString() {
        return value;
    }
}

package io.filterfit.cli;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 30d}, {@code 12h}, {@code 90m} or {@code 45s}. */
final class Age implements ITypeConverter<Duration> {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,6})([dhms])");

    private static final Map<String, Duration> UNITS = Map.of(
            "d", Duration.ofDays(1), "h", Duration.ofHours(1), "m", Duration.ofMinutes(1), "s", Duration.ofSeconds(1));

    @Override
    public Duration convert(String text) {
        var age = TEXT.matcher(text);
        if (!age.matches()) {
            throw new TypeConversionException(
                    "'" + text + "' is no age; write a number with its unit, such as 30d, 12h, 90m or 45s");
        }
        return UNITS.get(age.group(2)).multipliedBy(Long.parseLong(age.group(1)));
    }
}

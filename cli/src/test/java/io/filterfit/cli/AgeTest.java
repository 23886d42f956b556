package io.filterfit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class AgeTest {

    @Test
    void readsANumberWithItsUnit() {
        assertThat(new Age().convert("30d")).isEqualTo(Duration.ofDays(30));
        assertThat(new Age().convert("12h")).isEqualTo(Duration.ofHours(12));
        assertThat(new Age().convert("90m")).isEqualTo(Duration.ofMinutes(90));
        assertThat(new Age().convert("0s")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "d", "-1d", "1w", "P30D", "1234567d"})
    void refusesEverythingElse(String text) {
        assertThatThrownBy(() -> new Age().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("write a number with its unit");
    }
}

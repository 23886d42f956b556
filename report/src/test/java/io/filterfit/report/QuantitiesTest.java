package io.filterfit.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuantitiesTest {

    @Test
    void writesThreeSignificantDigits() {
        assertThat(Quantities.threeDigits(0)).isEqualTo("0");
        assertThat(Quantities.threeDigits(0.012345)).isEqualTo("0.0123");
        assertThat(Quantities.threeDigits(1.2345)).isEqualTo("1.23");
        assertThat(Quantities.threeDigits(-123.45)).isEqualTo("\u2212123");
        assertThat(Quantities.threeDigits(3.1e-6)).isEqualTo("3.10e-6");
    }

    @Test
    void writesLargeNumbersWithUnits() {
        assertThat(Quantities.compact(999)).isEqualTo("999");
        assertThat(Quantities.compact(273_658)).isEqualTo("274 k");
        assertThat(Quantities.compact(40_813_184)).isEqualTo("40.8 M");
        assertThat(Quantities.compact(4.1e9)).isEqualTo("4.10 G");
        assertThat(Quantities.bytes(512)).isEqualTo("512 bytes");
        assertThat(Quantities.bytes(1_131_000)).isEqualTo("1.13 MB");
    }

    @Test
    void writesChangesWithTheirSign() {
        assertThat(Quantities.change(200, 100)).isEqualTo("\u221250.0%");
        assertThat(Quantities.change(100, 150)).isEqualTo("+50.0%");
        assertThat(Quantities.change(0, 1)).isEmpty();
        assertThat(Quantities.points(0.91731, 0.91732)).isEqualTo("0.00 points");
    }

    @Test
    void writesDurations() {
        assertThat(Quantities.duration(2.44)).isEqualTo("2.4 s");
        assertThat(Quantities.duration(59.7)).isEqualTo("1 min 00 s");
        assertThat(Quantities.duration(303)).isEqualTo("5 min 03 s");
        assertThat(Quantities.duration(7_620)).isEqualTo("2 h 07 min");
    }
}

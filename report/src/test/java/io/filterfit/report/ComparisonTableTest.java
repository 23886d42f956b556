package io.filterfit.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ComparisonTableTest {

    @Test
    void alignsNumbersToTheRight() {
        assertThat(Reports.toTable(SampleReports.withoutMeasurements()))
                .isEqualTo(
                        """
                                                    before     after
                        Operations for one image
                          Multiply-accumulates      40.8 M    19.9 M   \u221251.2%
                          Convolutions only         40.8 M    19.9 M   \u221251.2%
                          FLOPs                     81.6 M    39.8 M   \u221251.2%
                        Size
                          Parameters               273,658   142,000   \u221248.1%
                        """);
    }

    @Test
    void statesAccuracyWithItsIntervalAndLatency() {
        assertThat(Reports.toTable(SampleReports.full()).lines().map(line -> line.replaceAll(" {2,}", " | ")))
                .contains(
                        "Accuracy on the test split",
                        " | Top-1 | 91.73% | 90.89% | \u22120.84 points",
                        " | 95% interval | 91.18\u201392.26% | 90.34\u201391.42%",
                        " | File | 1.13 MB | 604 kB | \u221246.6%",
                        "Latency, batch 64, 2 threads",
                        " | Median | 48.2 ms | 29.4 ms | 1.64\u00d7 as fast");
    }

    @Test
    void endsInWhatOfTheSavingIsTime() {
        assertThat(Reports.toTable(SampleReports.full()))
                .endsWith("\n\nFLOPs down 2.05\u00d7, time at batch 64 down 1.64\u00d7: 79.9% of it kept.\n");
    }

    @Test
    void saysWhichSideWasNotMeasured() {
        CompressionReport full = SampleReports.full();
        CompressionReport half =
                SampleReports.report(full.spec(), SampleReports.classification("test", 9_000), null, full.rounds());

        assertThat(Reports.toTable(half)).containsPattern("Top-1 +90\\.00% +not measured");
    }
}

package io.filterfit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReportsTest {

    static CompressionReport[] reports() {
        return new CompressionReport[] {
            SampleReports.full(), SampleReports.withoutMeasurements(), SampleReports.hostile()
        };
    }

    @ParameterizedTest
    @MethodSource("reports")
    void jsonReadsBackToTheSameReport(CompressionReport report) {
        assertThat(Reports.fromJson(Reports.toJson(report)))
                .usingRecursiveComparison()
                .isEqualTo(report);
    }

    @Test
    void jsonLeavesOutWhatWasNotMeasured() throws Exception {
        JsonNode json = new ObjectMapper().readTree(Reports.toJson(SampleReports.withoutMeasurements()));

        assertThat(json.at("/before").has("test")).isFalse();
        assertThat(json.at("/rounds/0").has("training")).isFalse();
        assertThat(json.at("/before/cost/macs").asLong()).isEqualTo(SampleReports.COST_BEFORE.macs());
    }

    @Test
    void readsReportsThatALaterVersionAddedSomethingTo() {
        String later = Reports.toJson(SampleReports.full()).replaceFirst("\\{", "{\"energy\": 3,");

        assertThat(Reports.fromJson(later).jobId())
                .isEqualTo(SampleReports.full().jobId());
    }

    @Test
    void writesBothFormsAndReadsThemAgain(@TempDir Path directory) {
        Path reports = directory.resolve("jobs").resolve("1");

        Reports.write(SampleReports.full(), reports);

        assertThat(reports.resolve("report.html")).content().startsWith("<!DOCTYPE html>");
        assertThat(Reports.read(reports.resolve("report.json")))
                .usingRecursiveComparison()
                .isEqualTo(SampleReports.full());
    }

    @Test
    void saysThatAFileIsNoReport() {
        assertThatThrownBy(() -> Reports.fromJson("{\"jobId\": \"1\"}"))
                .isInstanceOfSatisfying(CompressionException.class, e -> assertThat(e.reason())
                        .isEqualTo(FailureReason.INVALID_REQUEST))
                .hasMessageContaining("not a report");
    }

    @Test
    void saysThatAFileCannotBeRead(@TempDir Path directory) {
        Path missing = directory.resolve("report.json");

        assertThatThrownBy(() -> Reports.read(missing))
                .isInstanceOfSatisfying(
                        CompressionException.class, e -> assertThat(e.reason()).isEqualTo(FailureReason.FILE_UNUSABLE))
                .hasMessageContaining(missing.toString());
    }

    @Test
    void saysThatADirectoryCannotBeWrittenTo(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "");

        assertThatThrownBy(() -> Reports.write(SampleReports.full(), file))
                .isInstanceOfSatisfying(
                        CompressionException.class, e -> assertThat(e.reason()).isEqualTo(FailureReason.FILE_UNUSABLE))
                .hasMessageContaining(file.toString());
    }
}

package io.filterfit.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.FailureReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes and reads reports. */
public final class Reports {

    public static final String JSON_FILE = "report.json";
    public static final String PAGE_FILE = "report.html";

    /** Reads reports of later versions too: what it does not know, it leaves out. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .build();

    private Reports() {}

    /** The whole model; {@link #fromJson} gives it back. */
    public static String toJson(CompressionReport report) {
        try {
            return JSON.writeValueAsString(report);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws CompressionException INVALID_REQUEST if it is not a report */
    public static CompressionReport fromJson(String json) {
        try {
            return JSON.readValue(json, CompressionReport.class);
        } catch (JsonProcessingException e) {
            throw new CompressionException(
                    FailureReason.INVALID_REQUEST, "this is not a report of FilterFit: " + e.getOriginalMessage(), e);
        }
    }

    /** One page that holds everything it needs: it loads nothing, and asks its reader's browser to refuse to. */
    public static String toHtml(CompressionReport report) {
        return ReportPage.render(report);
    }

    /** The same as part of another page. */
    public static ReportFragment toFragment(CompressionReport report) {
        return ReportPage.fragment(report);
    }

    /**
     * Which filters one round keeps and how well they fit, before there is a report; for a page that brings the {@link ReportAsset assets}.
     *
     * @return one section, with everything that comes from elsewhere escaped, and the charts' data for {@link ReportAsset#SCRIPT}
     */
    public static String toFragment(RoundReport round, CompressionSpec spec) {
        return ReportPage.selection(round, spec);
    }

    /** Before and after, and how much of the saving is one in time, for a terminal; lines end in \n. */
    public static String toTable(CompressionReport report) {
        String table = ComparisonTable.render(Comparison.of(report));
        SpeedView speed = SpeedView.of(report.speedUp());
        return speed == null ? table : table + "\n" + speed.sentence() + "\n";
    }

    /**
     * Writes {@value #JSON_FILE} and {@value #PAGE_FILE} into a directory, which is made if need be.
     *
     * @throws CompressionException FILE_UNUSABLE if it cannot be written to
     */
    public static void write(CompressionReport report, Path directory) {
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve(JSON_FILE), toJson(report));
            Files.writeString(directory.resolve(PAGE_FILE), toHtml(report));
        } catch (IOException e) {
            throw new CompressionException(
                    FailureReason.FILE_UNUSABLE,
                    "the report cannot be written to " + directory + ": " + e
                            + "; name a directory that can be written to",
                    e);
        }
    }

    /**
     * Reads a {@value #JSON_FILE}.
     *
     * @throws CompressionException FILE_UNUSABLE if the file cannot be read, INVALID_REQUEST if it is not a report
     */
    public static CompressionReport read(Path file) {
        try {
            return fromJson(Files.readString(file));
        } catch (IOException e) {
            throw new CompressionException(
                    FailureReason.FILE_UNUSABLE, "the report " + file + " cannot be read: " + e, e);
        }
    }
}

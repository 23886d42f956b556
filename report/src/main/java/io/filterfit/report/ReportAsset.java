package io.filterfit.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What a page needs to show a report. */
public enum ReportAsset {
    STYLE("report.css"),
    /** Draws the charts; after the {@link #CHARTING_LIBRARY}, at the end of the page. */
    SCRIPT("report.js"),
    /** Apache ECharts. */
    CHARTING_LIBRARY("echarts/echarts.common.min.js");

    private final String resource;

    ReportAsset(String resource) {
        this.resource = resource;
    }

    public String text() {
        return resource(resource);
    }

    static String resource(String name) {
        try (InputStream in = ReportAsset.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

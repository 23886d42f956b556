package io.filterfit.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.RawString;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.Template;
import io.quarkus.qute.Variant;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * The report as one page: style, charting library and data are written into it, and its content security policy forbids to
 * load anything. The text is all in the HTML; scripts only add the charts.
 */
final class ReportPage {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .build();
    private static final Variant HTML = new Variant(Locale.ENGLISH, StandardCharsets.UTF_8, "text/html");
    private static final Template TEMPLATE = template();

    private ReportPage() {}

    static String render(CompressionReport report) {
        PageView view = PageView.of(report);
        return TEMPLATE.data("view", view)
                .data("report", report)
                .data("style", new RawString(resource("report.css")))
                .data("library", new RawString(resource("echarts/echarts.common.min.js")))
                .data("script", new RawString(resource("report.js")))
                .data("charts", new RawString(inScript(view.charts())))
                .render();
    }

    /** JSON that cannot end the script element it stands in, nor begin a comment there, whatever strings it holds. */
    private static String inScript(ChartData charts) {
        try {
            return JSON.writeValueAsString(charts).replace("<", "\\u003c");
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Template template() {
        Engine engine = Engine.builder()
                .addDefaults()
                .addValueResolver(new ReflectionValueResolver())
                .addResultMapper(new HtmlEscaper(List.of("text/html")))
                .strictRendering(true)
                .build();
        engine.putTemplate("group", engine.parse(resource("group.html"), HTML));
        return engine.parse(resource("report.template.html"), HTML);
    }

    private static String resource(String name) {
        try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.filterfit.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.filterfit.spec.CompressionSpec;
import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.RawString;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.qute.Variant;
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
    private static final Engine ENGINE = engine();

    private ReportPage() {}

    static String render(CompressionReport report) {
        return filled("page", report, PageView.of(report), true)
                .data("style", new RawString(ReportAsset.STYLE.text()))
                .data("library", new RawString(ReportAsset.CHARTING_LIBRARY.text()))
                .data("script", new RawString(ReportAsset.SCRIPT.text()))
                .render();
    }

    /** What stands in the page's main element, for a page that brings the assets itself. */
    static ReportFragment fragment(CompressionReport report) {
        PageView view = PageView.of(report);
        return new ReportFragment(
                view.headline().title(),
                view.headline().verdict(),
                view.headline().target(),
                view.headline().targetMet(),
                filled("body", report, view, false).render());
    }

    /** The part of it on which filters stay, with the charts' data. */
    static String selection(RoundReport round, CompressionSpec spec) {
        return ENGINE.getTemplate("selection")
                .data("round", PageView.round(round, spec))
                .data("rounds", spec.allRounds())
                .data("charts", new RawString(inScript(ChartData.of(round, spec.criterion()))))
                .render();
    }

    private static TemplateInstance filled(
            String template, CompressionReport report, PageView view, boolean standalone) {
        return ENGINE.getTemplate(template)
                .data("view", view)
                .data("report", report)
                .data("standalone", standalone)
                .data("charts", new RawString(inScript(view.charts())));
    }

    /** JSON that cannot end the script element it stands in, nor begin a comment there, whatever strings it holds. */
    private static String inScript(ChartData charts) {
        try {
            return JSON.writeValueAsString(charts).replace("<", "\\u003c");
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Engine engine() {
        Engine engine = Engine.builder()
                .addDefaults()
                .addValueResolver(new ReflectionValueResolver())
                .addResultMapper(new HtmlEscaper(List.of("text/html")))
                .strictRendering(true)
                .build();
        engine.putTemplate("group", engine.parse(ReportAsset.resource("group.html"), HTML));
        engine.putTemplate("filters", engine.parse(ReportAsset.resource("filters.html"), HTML));
        engine.putTemplate("selection", engine.parse(ReportAsset.resource("selection.html"), HTML));
        engine.putTemplate("body", engine.parse(ReportAsset.resource("body.html"), HTML));
        engine.putTemplate("page", engine.parse(ReportAsset.resource("report.template.html"), HTML));
        return engine;
    }
}

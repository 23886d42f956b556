package io.filterfit.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.filterfit.contracts.ArtifactReference;
import io.filterfit.contracts.CompressionCompleted;
import io.filterfit.contracts.JobId;
import io.filterfit.contracts.Topic;
import io.filterfit.report.CompressionReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Draws the pipeline's dashboard from what Prometheus answers to its queries, after a few minutes of jobs. Grafana draws them otherwise; the
 * numbers are the same. Run by {@code docs/update-picture.sh}.
 */
class DashboardPicture {

    private static final int JOBS = 24;
    private static final Pattern LABEL = Pattern.compile("\\{\\{(\\w+)}}");

    @TempDir
    private Path directory;

    @Test
    void isDrawn() throws Exception {
        var picture = Path.of(System.getProperty("picture"));
        try (var observed = ObservedPipeline.start(directory)) {
            work(observed);
            var page = directory.resolve("dashboard.html");
            Files.writeString(page, page(observed.prometheus().orElseThrow()));
            draw(page, picture.toAbsolutePath());
        }
        assertThat(picture).isNotEmptyFile();
    }

    private static void work(ObservedPipeline observed) throws Exception {
        var pipeline = observed.pipeline();
        var missing = ArtifactReference.of("filterfit", "models/missing.zip", 1, "0".repeat(64));
        // The jobs are for a network that was trained once.
        pipeline.publish(observed.request(new JobId("first"), observed.model(), 20), "compress-requests");
        var trained = ((CompressionCompleted) pipeline.result(new JobId("first"))).model();
        for (int job = 0; job < JOBS; job++) {
            var request = observed.request(new JobId("job-" + job), trained, 2 + 5 * (job % 3));
            pipeline.publish(request, "compress-requests");
            if (job % 8 == 3) {
                pipeline.publish(observed.request(new JobId("fails-" + job), missing, 1), "compress-requests");
                pipeline.publish(request, "compress-requests");
                pipeline.publish("compress-requests", "poison", "no event".getBytes(UTF_8));
            }
            TimeUnit.SECONDS.sleep(job % 6 == 0 ? 12 : 3);
        }
        pipeline.await(Topic.RESULTS, JOBS, record -> record.key().startsWith("job-"), Duration.ofMinutes(10));
        TimeUnit.SECONDS.sleep(20);
    }

    private static String page(PrometheusServer prometheus) throws Exception {
        var panels = new ArrayList<Map<String, Object>>();
        for (var panel : Dashboards.stream(Dashboards.read(Dashboards.GRAFANA.resolve("dashboards/pipeline.json"))
                        .path("panels"))
                .toList()) {
            panels.add(Map.of(
                    "title", panel.path("title").textValue(),
                    "type", panel.path("type").textValue(),
                    "gridPos", panel.path("gridPos"),
                    "unit", panel.at("/fieldConfig/defaults/unit").asText(),
                    "decimals", panel.at("/fieldConfig/defaults/decimals").asInt(-1),
                    "series", series(panel, prometheus)));
        }
        return template()
                .replace("@PANELS@", new JsonMapper().writeValueAsString(panels).replace("</", "<\\/"))
                .replace("@ECHARTS@", library());
    }

    private static List<Map<String, Object>> series(JsonNode panel, PrometheusServer prometheus) throws Exception {
        var all = new ArrayList<Map<String, Object>>();
        for (var target : Dashboards.stream(panel.path("targets")).toList()) {
            for (var series :
                    prometheus.series(Dashboards.substituted(target.path("expr").textValue()))) {
                var points = Dashboards.stream(series.path("values"))
                        .filter(point -> !point.path(1).textValue().equals("NaN"))
                        .map(point -> List.of(
                                point.path(0).asLong() * 1000,
                                Double.parseDouble(point.path(1).textValue())))
                        .toList();
                all.add(Map.of(
                        "name",
                        name(target.path("legendFormat").textValue(), series.path("metric")),
                        "points",
                        points));
            }
        }
        return all;
    }

    private static String name(String format, JsonNode labels) {
        return LABEL.matcher(format)
                .replaceAll(label -> labels.path(label.group(1)).asText());
    }

    private static void draw(Path page, Path picture) throws Exception {
        Files.createDirectories(picture.getParent());
        var chromium = new ProcessBuilder(
                        "chromium",
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--hide-scrollbars",
                        "--user-data-dir=" + page.resolveSibling("chromium"),
                        "--window-size=1280,1150",
                        "--virtual-time-budget=5000",
                        "--screenshot=" + picture,
                        page.toUri().toString())
                .inheritIO()
                .start();
        assertThat(chromium.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    private static String template() throws IOException {
        try (var in = DashboardPicture.class.getResourceAsStream("dashboard.html")) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private static String library() throws IOException {
        try (var in = CompressionReport.class.getResourceAsStream("echarts/echarts.common.min.js")) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}

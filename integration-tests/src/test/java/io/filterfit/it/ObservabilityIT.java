package io.filterfit.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.filterfit.contracts.ArtifactReference;
import io.filterfit.contracts.CompressionCompleted;
import io.filterfit.contracts.CompressionFailed;
import io.filterfit.contracts.EventCodec;
import io.filterfit.contracts.JobId;
import io.filterfit.contracts.Stage;
import io.filterfit.contracts.Topic;
import io.filterfit.contracts.TraceContext;
import io.filterfit.it.OtlpReceiver.Received;
import io.filterfit.report.Reports;
import io.filterfit.stack.ServiceName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an operator sees of a running pipeline: a job that goes through, the same request once more, a job that fails, and a message that is
 * none.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ObservabilityIT {

    /** So many that the training lasts for a few scrapes, on a fast machine too. */
    private static final int EPOCHS = 250;

    private static final JobId SEEN = new JobId("seen");
    private static final JobId FAILING = new JobId("failing");
    private static final JobId BROUGHT = new JobId("brought-its-trace");
    private static final String REQUESTERS_TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*), (\\w+)\\)");
    private static final Pattern COMPARISON = Pattern.compile("(.*) (?:>|<|==) [\\d.]+");

    @TempDir
    private static Path directory;

    private static ObservedPipeline observed;
    private static Pipeline pipeline;
    private static String whileItTrains;

    @BeforeAll
    @Timeout(240)
    static void operate() throws Exception {
        observed = ObservedPipeline.start(directory, "127.0.0.1:1");
        pipeline = observed.pipeline();
        var missing = ArtifactReference.of("filterfit", "models/missing.zip", 1, "0".repeat(64));

        pipeline.publish("compress-requests", "poison", "no event".getBytes(UTF_8));
        pipeline.publish(observed.request(FAILING, missing, 1), "compress-requests");
        pipeline.publish(observed.request(SEEN, observed.model(), EPOCHS), "compress-requests");
        whileItTrains = observed.awaitMetrics(ServiceName.TRAINER, "\nfilterfit_training_validation_accuracy_ratio ");
        if (observed.prometheus().isPresent()) {
            observed.prometheus()
                    .get()
                    .await("filterfit_training_validation_accuracy_ratio"
                            + " * on (instance) group_left (job_id) filterfit_job_info{job_id=\"seen\"}");
        }
        assertThat(pipeline.result(SEEN)).isInstanceOf(CompressionCompleted.class);
        pipeline.publish(observed.request(SEEN, observed.model(), EPOCHS), "compress-requests");
        pipeline.publish(observed.request(BROUGHT, observed.model(), 1), "compress-requests", REQUESTERS_TRACE);
        assertThat(pipeline.result(BROUGHT)).isInstanceOf(CompressionCompleted.class);
        assertThat(pipeline.result(FAILING)).isInstanceOf(CompressionFailed.class);
        pipeline.await(Topic.RESULTS, 2, record -> record.key().equals(SEEN.value()));
        pipeline.await(Topic.DEAD_LETTERS, 1, record -> true);
    }

    @AfterAll
    static void end() throws Exception {
        if (observed != null) {
            observed.close();
        }
    }

    @Test
    void aJobIsOneTraceOfAllStages() throws Exception {
        var trace = TraceContext.of(SEEN);

        var spans = spans(
                trace.traceId(),
                all -> stages(all).size() == 8 && named(all, "job").size() == 1);

        var job = named(spans, "job").get(0);
        assertThat(job.parent()).isEmpty();
        assertThat(job.id()).isEqualTo(trace.spanId());
        assertThat(job.attributes()).containsEntry("filterfit.outcome", "compression-completed");
        for (var stage : Stage.values()) {
            var deliveries = named(spans, stage.label());
            assertThat(deliveries).allSatisfy(span -> {
                assertThat(span.service()).isEqualTo(stage.label());
                assertThat(span.parent()).isEqualTo(job.id());
                assertThat(span.attributes()).containsEntry("filterfit.job.id", "seen");
                assertThat(span.failed()).isFalse();
            });
            // The second time, the request and all that followed from it were answered from the store.
            assertThat(deliveries)
                    .extracting(span -> span.attributes().get("filterfit.republished"))
                    .containsExactlyInAnyOrder("false", "true");
        }
        assertThat(spans).filteredOn(span -> span.name().equals("evaluator")).allSatisfy(span -> assertThat(job.start())
                .isLessThan(span.start()));
    }

    @Test
    void theStepsOfTheWorkAreBeneathTheirStages() throws Exception {
        var spans =
                spans(TraceContext.of(SEEN).traceId(), all -> named(all, "job").size() == 1);

        Map.of(
                        "analyzer", List.of("download", "analyze", "upload"),
                        "pruner", List.of("download", "plan", "surgery", "equivalence", "recovery", "upload"),
                        "trainer", List.of("download", "train", "upload"),
                        "evaluator", List.of("download", "evaluate", "latency", "upload"))
                .forEach((stage, steps) -> {
                    var work = named(spans, stage).stream()
                            .filter(span -> span.attributes()
                                    .get("filterfit.republished")
                                    .equals("false"))
                            .findFirst()
                            .orElseThrow();
                    assertThat(spans)
                            .filteredOn(span -> span.parent().equals(work.id()))
                            .extracting(Received::name)
                            .containsAll(steps);
                });
    }

    @Test
    void aJobThatFailsIsATraceThatFails() throws Exception {
        var spans = spans(
                TraceContext.of(FAILING).traceId(), all -> named(all, "job").size() == 1);

        assertThat(stages(spans)).hasSize(1);
        assertThat(named(spans, "job").get(0).attributes()).containsEntry("error.type", "artifact-missing");
        assertThat(spans).allMatch(Received::failed);
    }

    @Test
    void aRequesterThatBringsATraceFindsTheStagesBeneathItsSpan() throws Exception {
        var trace = TraceContext.of(REQUESTERS_TRACE, null).orElseThrow();

        var spans = spans(trace.traceId(), all -> stages(all).size() == 4);

        assertThat(stages(spans)).extracting(Received::parent).containsOnly(trace.spanId());
        assertThat(named(spans, "job")).isEmpty();
    }

    @Test
    void everyEventOfAJobTellsItsTrace() {
        var codec = new EventCodec("/test");
        var parent = TraceContext.of(SEEN).parent();

        for (var topic : List.of(Topic.ANALYSES, Topic.PRUNINGS, Topic.TRAININGS, Topic.RESULTS, Topic.PROGRESS)) {
            assertThat(pipeline.seen(topic, record -> record.key().equals("seen")))
                    .as(topic.topicName())
                    .isNotEmpty()
                    .allSatisfy(record -> {
                        assertThat(codec.trace(record.value()).orElseThrow().parent())
                                .isEqualTo(parent);
                        assertThat(record.headers().lastHeader("traceparent").value())
                                .asString(UTF_8)
                                .isEqualTo(parent);
                    });
        }
    }

    @Test
    void theReportNamesTheTrace() throws Exception {
        var completed = (CompressionCompleted) pipeline.result(SEEN);
        var down = Files.createDirectory(directory.resolve("reports"));

        assertThat(Reports.read(observed.store().fetch(completed.report(), down))
                        .traceId())
                .isEqualTo(TraceContext.of(SEEN).traceId());
        assertThat(observed.store().fetch(completed.reportPage(), down))
                .content()
                .contains(TraceContext.of(SEEN).traceId());
    }

    @Test
    void everyLogLineOfAJobNamesItsTrace() throws Exception {
        var json = new JsonMapper();
        for (var service : ServiceName.stages()) {
            var lines = Files.readAllLines(directory.resolve("stack/logs/" + service.module() + ".log"));

            var ofJob = lines.stream()
                    .filter(line -> line.startsWith("{") && line.contains("\"job\":\"seen\""))
                    .toList();

            assertThat(ofJob).as(service.module()).isNotEmpty().allSatisfy(line -> assertThat(
                            json.readTree(line).at("/mdc/traceId").textValue())
                    .isEqualTo(TraceContext.of(SEEN).traceId()));
        }
    }

    @Test
    void theBucketsOfHistogramsNameTracesToLookAt() throws Exception {
        var exposed = observed.metrics(ServiceName.TRAINER, "*/*");

        assertThat(exposed)
                .containsPattern("filterfit_queue_age_seconds_bucket.*trace_id=\"[0-9a-f]{32}\"")
                .containsPattern("filterfit_stage_duration_seconds_bucket.*trace_id=\"[0-9a-f]{32}\"");
    }

    @Test
    void theDocumentedMetricsAreThoseThatThereAre() throws Exception {
        var documented = Files.readAllLines(Path.of("../docs/metrics.md")).stream()
                .filter(line -> line.startsWith("| `filterfit_"))
                .toList();

        var exposed = new ArrayList<>(List.of(whileItTrains));
        for (var service : ServiceName.stages()) {
            exposed.add(observed.metrics(service));
        }

        assertThat(documented).containsExactlyElementsOf(MetricFamilies.rows(exposed));
    }

    @Test
    void aRoundCountsOnceHoweverOftenItIsDelivered() throws Exception {
        for (var stage : Stage.values()) {
            var metrics = observed.metrics(ServiceName.valueOf(stage.name()));
            // Two jobs, one of them requested twice; the analyzer also got one that failed, and a message that was
            // none.
            var received = stage == Stage.ANALYZER ? 3 : 2;
            assertThat(metrics)
                    .contains(count("messages_received", stage, stage == Stage.ANALYZER ? 5 : 3))
                    .contains(count("jobs_received", stage, received))
                    .contains(count("jobs_succeeded", stage, 2))
                    .contains(count("jobs_republished", stage, 1))
                    .contains(count("jobs_retried", stage, 0))
                    .contains(count("jobs_dead_lettered", stage, stage == Stage.ANALYZER ? 1 : 0))
                    .contains("filterfit_stage_duration_seconds_count{result=\"succeeded\",stage=\"" + stage.label()
                            + "\"} 2")
                    .contains("filterfit_queue_age_seconds_count{stage=\"" + stage.label() + "\"} " + received)
                    .contains("filterfit_jobs_in_flight{stage=\"" + stage.label() + "\"} 0.0");
        }
        assertThat(observed.metrics(ServiceName.ANALYZER))
                .contains("filterfit_jobs_failed_total{reason=\"artifact-missing\",stage=\"analyzer\"} 1.0");
        assertThat(observed.metrics(ServiceName.EVALUATOR))
                .contains("filterfit_compression_flops_reduction_ratio_count{stage=\"evaluator\"} 2");
    }

    @Test
    void theLagIsNothingOnceAllIsDone() throws Exception {
        observed.awaitMetrics(
                ServiceName.ANALYZER,
                "filterfit_kafka_lag_messages{stage=\"analyzer\",topic=\"compress-requests\"} 0.0");
        observed.awaitMetrics(
                ServiceName.TRAINER, "filterfit_kafka_lag_messages{stage=\"trainer\",topic=\"prunings\"} 0.0");
    }

    @Test
    void everyPanelOfEveryDashboardShowsData() throws Exception {
        var prometheus = prometheus();
        var empty = new ArrayList<String>();
        for (var file : Dashboards.files()) {
            for (var query : Dashboards.queries(file)) {
                if (!prometheus.hasData(query.expression())) {
                    empty.add(query.toString());
                }
            }
        }

        assertThat(empty).isEmpty();
    }

    @Test
    void everyVariableOfADashboardHasValues() throws Exception {
        var prometheus = prometheus();
        for (var file : Dashboards.files()) {
            var queries = Dashboards.read(file).at("/templating/list").findValuesAsText("definition");

            assertThat(queries).allSatisfy(query -> {
                var parts = LABEL_VALUES.matcher(query);
                assertThat(parts.matches()).as(query).isTrue();
                assertThat(prometheus.ask("label/" + parts.group(2) + "/values?match[]="
                                + PrometheusServer.encoded(parts.group(1))))
                        .as(query)
                        .isNotEmpty();
            });
        }
    }

    @Test
    void everyAlertMeasuresSomething() throws Exception {
        var prometheus = prometheus();
        var measured = new ArrayList<String>();
        for (var rule : prometheus.ask("rules").findValues("query")) {
            for (var condition : rule.textValue().split(" and ")) {
                var comparison = COMPARISON.matcher(condition);
                assertThat(comparison.matches()).as(condition).isTrue();
                measured.add(comparison.group(1));
            }
        }

        assertThat(measured).hasSizeGreaterThan(10).allSatisfy(expression -> assertThat(prometheus.hasData(expression))
                .as(expression)
                .isTrue());
    }

    @Test
    void whatWentWrongAlerts() throws Exception {
        var prometheus = prometheus();
        // One of the targets has never been there.
        prometheus.await("ALERTS{alertname=\"FilterFitServiceDown\"}");
        prometheus.await("ALERTS{alertname=\"FilterFitDeadLetters\", alertstate=\"firing\", stage=\"analyzer\"}");

        assertThat(prometheus.series("ALERTS{alertstate=\"firing\"}"))
                .extracting(alert -> alert.at("/metric/alertname").textValue())
                .containsOnly("FilterFitDeadLetters");
    }

    @Test
    void theRulesAreValidAndFireWhenTheyShould() throws Exception {
        prometheus();

        assertThat(PrometheusServer.promtool("check", "config", "prometheus.yml"))
                .isEqualTo("ok");
        assertThat(PrometheusServer.promtool("check", "rules", "rules/filterfit.yml"))
                .isEqualTo("ok");
        assertThat(PrometheusServer.promtool("test", "rules", "tests/filterfit_test.yml"))
                .isEqualTo("ok");
    }

    private static PrometheusServer prometheus() {
        assumeTrue(
                observed.prometheus().isPresent(),
                "Prometheus is not installed here (Debian: apt-get install prometheus); dashboards and alerts are not tried.");
        return observed.prometheus().get();
    }

    private static String count(String name, Stage stage, int value) {
        return "filterfit_" + name + "_total{stage=\"" + stage.label() + "\"} " + value + ".0\n";
    }

    private static List<Received> spans(String trace, Predicate<List<Received>> complete) throws InterruptedException {
        for (int tenths = 0; tenths < 200; tenths++) {
            var spans = observed.collector().ofTrace(trace);
            if (complete.test(spans)) {
                return spans;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new AssertionError(
                "after 20 s the collector has only " + observed.collector().ofTrace(trace));
    }

    private static List<Received> named(List<Received> spans, String name) {
        return spans.stream().filter(span -> span.name().equals(name)).toList();
    }

    private static List<Received> stages(List<Received> spans) {
        return spans.stream().filter(span -> span.name().equals(span.service())).toList();
    }
}

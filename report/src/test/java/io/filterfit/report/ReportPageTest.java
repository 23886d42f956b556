package io.filterfit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.filterfit.evaluation.LayerSpeedUp;
import io.filterfit.evaluation.SpeedUp;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.Criterion;
import io.filterfit.spec.Distillation;
import io.filterfit.spec.Norm;
import io.filterfit.spec.Scope;
import io.filterfit.spec.SoftPruning;
import io.filterfit.spec.Target;
import io.filterfit.spec.TrainingSpec;
import java.util.List;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReportPageTest {

    static CompressionReport[] reports() {
        return ReportsTest.reports();
    }

    @ParameterizedTest
    @MethodSource("reports")
    void isWellFormed(CompressionReport report) {
        Parser parser = Parser.htmlParser().setTrackErrors(100);

        Jsoup.parse(Reports.toHtml(report), "", parser);

        assertThat(parser.getErrors()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("reports")
    void loadsNothing(CompressionReport report) {
        Document page = page(report);

        assertThat(page.select("[src], link, iframe, object, embed, base, form"))
                .isEmpty();
        assertThat(page.select("[href]:not(.files a)").eachAttr("href")).containsExactly("#main");
        assertThat(page.select("style").html()).doesNotContain("url(").doesNotContain("@import");
        assertThat(page.select("meta[http-equiv=Content-Security-Policy]").attr("content"))
                .startsWith("default-src 'none'");
    }

    @ParameterizedTest
    @MethodSource("reports")
    void everyChartHasATextAlternative(CompressionReport report) {
        for (Element chart : page(report).select("[data-chart]:not(.strip)")) {
            assertThat(chart.attr("role")).isEqualTo("img");
            assertThat(chart.attr("aria-label")).isNotBlank();
        }
    }

    @Test
    void tellsTheStepsThatWereKeptFromThoseOnlyTried() throws Exception {
        JsonNode charts = charts(page(SampleReports.full()));

        assertThat(charts.at("/accuracy"))
                .extracting(step ->
                        step.get("label").asText() + ": " + step.get("stage").asText())
                .contains("cut: tried", "recalibrated (not kept): tried", "reconstructed: kept", "fine-tuned: kept");
    }

    @Test
    void writesHostileNamesAsText() throws Exception {
        Document page = page(SampleReports.hostile());

        assertThat(page.select("script")).hasSize(3);
        assertThat(page.select("img")).isEmpty();
        assertThat(page.select(".files a").attr("href")).doesNotContain("<", "\"", ":");
        assertThat(page.select(".subject").text())
                .contains(SampleReports.hostile().model());
        assertThat(page.select(".group .name").text())
                .isEqualTo(SampleReports.hostile().model());
        assertThat(charts(page).at("/rounds/0/groups/0/name").asText())
                .isEqualTo(SampleReports.hostile().model());
    }

    @Test
    void showsTheNumbersOfTheReport() {
        Document page = page(SampleReports.full());

        assertThat(page.select("h1").text()).isEqualTo("51.2% fewer operations");
        assertThat(page.select(".verdict").text()).contains("from 91.73% to 90.89%", "the 95% intervals overlap");
        assertThat(page.select(".comparison").text()).contains("273,658 142,000 \u221248.1%");
        assertThat(page.select(".warnings").text()).contains("No GPU was found");
    }

    @Test
    void linksToTheNetworkInEveryFormat() {
        Document page = page(SampleReports.full());

        assertThat(page.select(".files a").eachAttr("href")).containsExactly("trained.zip", "../all%20of%20it.onnx");
        assertThat(page.select(".files").text()).contains("all of it.onnx ONNX, 571 kB");
    }

    @Test
    void saysWhatOfTheSavingIsTime() throws Exception {
        Document page = page(SampleReports.full());

        assertThat(page.select("#speed + .lead").text())
                .isEqualTo("FLOPs down 2.05\u00d7, time at batch 64 down 1.64\u00d7: 79.9% of it kept.");
        assertThat(page.select(".layers tbody th").eachText())
                .containsExactly(
                        "stem.conv", "stage1.block1.conv1", "stage2.block1.conv1", "stage3.block1.conv1", "pool");
        assertThat(page.select(".layers .holds-back")).isEmpty();
        assertThat(charts(page).at("/layers/1/after").asDouble()).isEqualTo(12.4);
    }

    @Test
    void marksTheLayersThatHoldItBack() throws Exception {
        SpeedUp kept = SampleReports.SPEED_UP;
        SpeedUp lost = new SpeedUp(64, kept.flopsRatio(), 1.2, 16, kept.layers(), null);

        Document page = page(SampleReports.with(SampleReports.full(), lost));

        assertThat(page.select(".layers .holds-back th").eachText())
                .containsExactly("stem.conv", "stage1.block1.conv1");
        assertThat(page.select(".layers .holds-back").last().text()).contains("8 of 16 filters, computed 16 at a time");
        assertThat(charts(page).at("/layers/1/holdsBack").asBoolean()).isTrue();
    }

    @Test
    void showsNoLayersWhereTheyCouldNotBeMeasured() {
        SpeedUp unknown = new SpeedUp(64, 2, 1.2, 0, List.of(), "it is on a GPU");

        Document page = page(SampleReports.with(SampleReports.full(), unknown));

        assertThat(page.select("#speed + .lead").text()).contains("it is on a GPU");
        assertThat(page.select("[data-chart=layers], .layers")).isEmpty();
    }

    @Test
    void drawsNoMoreLayersThanOneCanRead() throws Exception {
        List<LayerSpeedUp> layers = IntStream.range(0, 110)
                .mapToObj(i -> SampleReports.layer("conv" + i, 16, 8, 2, 1 + i % 10, 0, null))
                .toList();

        Document page = page(SampleReports.with(SampleReports.full(), new SpeedUp(64, 2, 2, 16, layers, null)));

        assertThat(charts(page).at("/layers")).hasSize(ChartData.MOST_LAYERS);
        assertThat(page.select(".layers tbody tr")).hasSize(110);
    }

    @Test
    void saysWhereTrainingWentBack() {
        assertThat(page(SampleReports.full()).select(".setback").first().text())
                .contains("epoch 2 (step 471)", "no longer a number", "halved to 0.01");
    }

    @Test
    void showsTheEpochsOfSoftPruningAndNoCut() {
        CompressionReport full = SampleReports.full();
        RoundReport cut = full.rounds().get(0);
        RoundReport soft = new RoundReport(1, true, cut.groups(), null, null, cut.training());
        RoundReport second = new RoundReport(2, false, cut.groups(), cut.equivalence(), cut.recovery(), cut.training());
        CompressionSpec spec =
                full.spec().with().softPruning(new SoftPruning(10, 0.05)).build();

        Document page = page(SampleReports.report(spec, null, null, List.of(soft, second)));

        assertThat(page.select("#training-1").text()).isEqualTo("Soft pruning, round 1");
        assertThat(page.select("#training-2").text()).isEqualTo("Fine-tuning, round 2");
        assertThat(page.select("#filters-1")).isEmpty();
        assertThat(page.select("#filters-2")).isNotEmpty();
    }

    @Test
    void saysWhereTheFitIsToTheNormsBeforeSoftPruning() {
        CompressionReport full = SampleReports.full();
        CompressionSpec spec =
                full.spec().with().softPruning(new SoftPruning(10, 0.05)).build();
        RoundReport first = full.rounds().get(0);
        RoundReport second =
                new RoundReport(2, false, first.groups(), first.equivalence(), first.recovery(), first.training());

        Document softened = page(SampleReports.report(spec, null, null, List.of(first, second)));
        Document plain = page(SampleReports.report(full.spec(), null, null, List.of(first, second)));

        assertThat(softened.text()).containsOnlyOnce("as they were before soft pruning");
        assertThat(plain.text()).doesNotContain("as they were before soft pruning");
    }

    @Test
    void saysThatTheTrainingLossOfADistillationIsAnotherThanTheValidationLoss() {
        CompressionReport full = SampleReports.full();
        TrainingSpec training = TrainingSpec.FINE_TUNING
                .with()
                .distillation(Distillation.DEFAULT)
                .build();
        CompressionSpec spec = new CompressionSpec(
                "cifar10", full.spec().target(), full.spec().criterion(), Scope.INNER, 1, 1, 1, true, training, 1);

        Document taught = page(SampleReports.report(spec, null, null, full.rounds()));

        assertThat(taught.text()).contains("The training loss is that of the objective");
        assertThat(page(full).text()).doesNotContain("The training loss is that of the objective");
    }

    @Test
    void leavesOutWhatWasNotMeasured() {
        Document page = page(SampleReports.withoutMeasurements());

        assertThat(page.select(".verdict").text()).contains("accuracy was not measured");
        assertThat(page.select("#speed, #path, #training-1, #classes, #timings, .warnings"))
                .isEmpty();
        assertThat(page.select(".comparison tr.section").eachText())
                .containsExactly("Operations for one image", "Size");
    }

    @Test
    void marksTheChosenCriterionAndTheClosestFit() {
        Element group = page(SampleReports.full()).select(".group").first();

        Element chosen = group.select("tr.chosen").first();

        assertThat(chosen.select("th").text()).isEqualTo("distribution-fitting chosen");
        assertThat(chosen.select("td").first().text()).endsWith("best");
        assertThat(group.select("tbody").first().select("tr")).hasSize(Criterion.NAMES.size());
    }

    @Test
    void showsWhatWasTriedAfterTheCutAndWhatWasKept() {
        assertThat(page(SampleReports.full()).select("#path ~ figure tbody th").eachText())
                .containsExactly("as submitted", "cut", "recalibrated (not kept)", "reconstructed", "fine-tuned");
    }

    @Test
    void drawsTheDensityOfThoseThatStayAsPartOfTheWhole() throws Exception {
        JsonNode group = charts(page(SampleReports.full())).at("/rounds/0/groups/0");

        double area = 0;
        double stay = 0;
        for (int bin = 0; bin < group.get("all").size(); bin++) {
            double width = group.get("edges").get(bin + 1).asDouble()
                    - group.get("edges").get(bin).asDouble();
            area += width * group.get("all").get(bin).asDouble();
            stay += width * group.get("stay").get(bin).asDouble();
        }
        assertThat(area).isCloseTo(1, within(1e-3));
        assertThat(stay).isCloseTo(0.5, within(1e-3));
    }

    @Test
    void thinsOutWhatNoScreenCanShow() throws Exception {
        Criterion criterion = new Criterion.DistributionFitting(Norm.L2, 0, false, 0);
        CompressionReport full = SampleReports.full();
        RoundReport round = new RoundReport(
                1, false, List.of(SampleReports.group("wide", 5_000, 2_000, criterion)), null, null, null);
        CompressionReport wide = SampleReports.report(full.spec(), null, null, List.of(round));

        JsonNode filters = charts(page(wide)).at("/rounds/0/groups/0/filters");

        assertThat(filters).hasSize(ChartData.MOST_FILTERS);
    }

    @Test
    void listsTheNetworksThatWereMeasuredInSearchOfTheTarget() {
        CompressionReport full = SampleReports.full();
        CompressionSpec spec =
                full.spec().with().target(Target.AccuracyDrop.of(0.01)).build();
        Document page = page(SampleReports.report(spec, null, null, List.of(SampleReports.searched())));

        assertThat(page.select("section[aria-labelledby=search] tbody tr").eachText())
                .containsExactly(
                        "1 50.0% 52.0% 2.10 points no",
                        "2 25.0% 27.0% 0.40 points yes",
                        "3 kept 37.5% 38.0% 0.80 points yes",
                        "4 43.0% 44.0% 1.20 points no");
        assertThat(page(full).select("section[aria-labelledby=search]")).isEmpty();
    }

    private static Document page(CompressionReport report) {
        return Jsoup.parse(Reports.toHtml(report));
    }

    private static JsonNode charts(Document page) throws Exception {
        return new ObjectMapper().readTree(page.select("#charts").first().data());
    }
}

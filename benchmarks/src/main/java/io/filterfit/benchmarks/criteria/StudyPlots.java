package io.filterfit.benchmarks.criteria;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** A study's plots: a panel for each mode, a line for each criterion, bars of one standard deviation. */
final class StudyPlots {

    private static final int PANEL_WIDTH = 330;
    private static final int HEIGHT = 420;
    private static final int TOP = 95;
    private static final int BOTTOM = 45;
    private static final int LEFT = 50;
    private static final int RIGHT = 15;

    /** Criteria stand side by side around their target, so that bars do not cover each other; in points of FLOPs. */
    private static final double SPREAD = 0.35;

    /** Of Okabe and Ito, told apart by the colour-blind too; the reference is black. */
    private static final List<String> COLOURS =
            List.of("#000000", "#56B4E9", "#0072B2", "#E69F00", "#D55E00", "#009E73", "#999999", "#CC79A7", "#F0E442");

    private final String name;
    private final Study study;
    private final List<CellRecord> records;
    private final Plots plots;

    StudyPlots(String name, Study study, List<CellRecord> records, Plots plots) {
        this.name = name;
        this.study = study;
        this.records = records;
        this.plots = plots;
    }

    /** SVG by the last part of the file's name. */
    Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put(
                "test",
                overTargets("Test accuracy in %", record -> record.test().share()));
        all.put(
                "recovered",
                overTargets(
                        "Validation accuracy before training in %",
                        record -> record.lastCut().afterRecovery()));
        all.put("epochs", overEpochs());
        return all;
    }

    private String overTargets(String title, ToDoubleFunction<CellRecord> number) {
        List<Map<String, Object>> series = new ArrayList<>();
        for (int panel = 0; panel < study.modes().size(); panel++) {
            for (int criterion = 0; criterion < study.criteria().size(); criterion++) {
                List<double[]> points = new ArrayList<>();
                List<double[]> bars = new ArrayList<>();
                for (double target : study.flopsReductions()) {
                    Summary summary = Summary.of(records(panel, criterion, target), number);
                    double x = 100 * target
                            + SPREAD * (criterion - (study.criteria().size() - 1) / 2.0);
                    if (summary.count() > 0) {
                        points.add(new double[] {x, 100 * summary.mean()});
                    }
                    if (summary.count() > 1) {
                        bars.add(new double[] {
                            x,
                            100 * (summary.mean() - summary.deviation()),
                            100 * (summary.mean() + summary.deviation())
                        });
                    }
                }
                series.add(line(panel, criterion, points));
                series.add(errorBars(panel, criterion, bars));
            }
        }
        DoubleSummaryStatistics targets = study.flopsReductions().stream()
                .mapToDouble(Double::doubleValue)
                .summaryStatistics();
        double low = 5 * Math.floor(20 * targets.getMin() - 0.5);
        double high = 5 * Math.ceil(20 * targets.getMax() + 0.5);
        return svg(title, "FLOPs removed in %", axis(low, high), series);
    }

    private String overEpochs() {
        double target = study.flopsReductions().get(study.flopsReductions().size() / 2);
        int epochs = study.budget().epochs();
        List<Map<String, Object>> series = new ArrayList<>();
        for (int panel = 0; panel < study.modes().size(); panel++) {
            for (int criterion = 0; criterion < study.criteria().size(); criterion++) {
                List<CellRecord> of = records(panel, criterion, target);
                List<double[]> points = IntStream.range(0, of.isEmpty() ? 0 : epochs)
                        .mapToObj(epoch -> new double[] {
                            epoch + 1,
                            100
                                    * Summary.of(of, record -> record.epochs().get(epoch))
                                            .mean()
                        })
                        .toList();
                series.add(line(panel, criterion, points));
            }
        }
        return svg(
                "Validation accuracy in % after each epoch, " + Math.round(100 * target) + " % of the FLOPs removed",
                "epoch",
                axis(0, epochs),
                series);
    }

    private List<CellRecord> records(int panel, int criterion, double target) {
        return records.stream()
                .filter(record -> record.cell()
                        .equals(new Cell(
                                name,
                                study.criteria().get(criterion),
                                study.modes().get(panel),
                                target,
                                record.cell().seed())))
                .toList();
    }

    private Map<String, Object> line(int panel, int criterion, List<double[]> points) {
        Map<String, Object> line = series("line", panel, criterion, points);
        line.put("symbolSize", 6);
        line.put("lineStyle", Map.of("width", criterion == 0 ? 3 : 1.5));
        return line;
    }

    private Map<String, Object> errorBars(int panel, int criterion, List<double[]> bars) {
        return series("custom", panel, criterion, bars);
    }

    private Map<String, Object> series(String type, int panel, int criterion, List<double[]> data) {
        Map<String, Object> series = new LinkedHashMap<>();
        series.put("type", type);
        series.put("name", Criteria.label(study.criteria().get(criterion)));
        series.put("xAxisIndex", panel);
        series.put("yAxisIndex", panel);
        series.put("color", COLOURS.get(criterion % COLOURS.size()));
        series.put("data", data);
        return series;
    }

    /** Of all panels together, which so have one scale. */
    @SuppressWarnings("unchecked")
    private static DoubleSummaryStatistics accuracies(List<Map<String, Object>> series) {
        return series.stream()
                .flatMap(one -> ((List<double[]>) one.get("data")).stream())
                .flatMapToDouble(point -> Arrays.stream(point, 1, point.length))
                .summaryStatistics();
    }

    private static Map<String, Object> axis(double low, double high) {
        return Map.of("type", "value", "min", low, "max", high, "minInterval", 1);
    }

    private String svg(String title, String xName, Map<String, Object> xAxis, List<Map<String, Object>> series) {
        List<Map<String, Object>> grids = new ArrayList<>();
        List<Map<String, Object>> xAxes = new ArrayList<>();
        List<Map<String, Object>> yAxes = new ArrayList<>();
        List<Map<String, Object>> titles = new ArrayList<>();
        DoubleSummaryStatistics values = accuracies(series);
        titles.add(Map.of("text", title + ": " + study.title(), "left", "center", "textStyle", Map.of("fontSize", 15)));
        for (int panel = 0; panel < study.modes().size(); panel++) {
            int left = panel * PANEL_WIDTH;
            grids.add(Map.of("left", left + LEFT, "width", PANEL_WIDTH - LEFT - RIGHT, "top", TOP, "bottom", BOTTOM));
            Map<String, Object> x = new LinkedHashMap<>(xAxis);
            x.put("gridIndex", panel);
            x.put("name", xName);
            x.put("nameLocation", "middle");
            x.put("nameGap", 25);
            xAxes.add(x);
            yAxes.add(Map.of(
                    "type",
                    "value",
                    "gridIndex",
                    panel,
                    "min",
                    Math.floor(values.getMin() - 0.5),
                    "max",
                    Math.ceil(values.getMax() + 0.5)));
            titles.add(Map.of(
                    "text",
                    study.modes().get(panel).code(),
                    "left",
                    left + PANEL_WIDTH / 2,
                    "top",
                    TOP - 24,
                    "textStyle",
                    Map.of("fontSize", 13)));
        }
        List<String> legend = study.criteria().stream().map(Criteria::label).toList();
        Map<String, Object> option = new LinkedHashMap<>();
        option.put("animation", false);
        option.put("backgroundColor", "#ffffff");
        option.put("title", titles);
        option.put("legend", Map.of("data", legend, "top", 34, "itemGap", 20));
        option.put("grid", grids);
        option.put("xAxis", xAxes);
        option.put("yAxis", yAxes);
        option.put("series", series);
        return plots.svg(option, PANEL_WIDTH * study.modes().size(), HEIGHT);
    }
}

package io.filterfit.benchmarks.load;

import io.filterfit.benchmarks.criteria.Plots;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Heap and resident size of every service over a run: two panels, a line for each service. */
final class MemoryPlot {

    private static final int PANEL_WIDTH = 460;
    private static final int HEIGHT = 380;

    /** Of Okabe and Ito, told apart by the colour-blind too. */
    private static final List<String> COLOURS = List.of("#0072B2", "#E69F00", "#009E73", "#CC79A7");

    private final LoadRecord record;

    MemoryPlot(LoadRecord record) {
        this.record = record;
    }

    String svg(Plots plots) {
        List<Map<String, Object>> series = new ArrayList<>();
        int colour = 0;
        for (var service : record.memory().keySet()) {
            series.add(line(service, 0, COLOURS.get(colour), LoadRecord.MemorySample::heap));
            series.add(line(service, 1, COLOURS.get(colour), LoadRecord.MemorySample::resident));
            colour = (colour + 1) % COLOURS.size();
        }
        Map<String, Object> option = new LinkedHashMap<>();
        option.put("animation", false);
        option.put("backgroundColor", "#ffffff");
        option.put("title", List.of(title("Heap in use, MiB", 0), title("Resident size, MiB", 1)));
        option.put("legend", Map.of("data", List.copyOf(record.memory().keySet()), "top", 6));
        option.put("grid", List.of(grid(0), grid(1)));
        option.put("xAxis", List.of(axis(0), axis(1)));
        option.put("yAxis", List.of(Map.of("type", "value", "gridIndex", 0), Map.of("type", "value", "gridIndex", 1)));
        option.put("series", series);
        return plots.svg(option, 2 * PANEL_WIDTH, HEIGHT);
    }

    private Map<String, Object> line(
            String service, int panel, String colour, ToLongFunction<LoadRecord.MemorySample> bytes) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("type", "line");
        line.put("name", service);
        line.put("xAxisIndex", panel);
        line.put("yAxisIndex", panel);
        line.put("color", colour);
        line.put("showSymbol", false);
        line.put("lineStyle", Map.of("width", 1.5));
        line.put(
                "data",
                record.memory().get(service).stream()
                        .map(sample -> new double[] {sample.second(), bytes.applyAsLong(sample) / 1048576.0})
                        .toList());
        return line;
    }

    private static Map<String, Object> title(String text, int panel) {
        return Map.of("text", text, "left", panel * PANEL_WIDTH + 55, "top", 36, "textStyle", Map.of("fontSize", 13));
    }

    private static Map<String, Object> grid(int panel) {
        return Map.of("left", panel * PANEL_WIDTH + 55, "width", PANEL_WIDTH - 75, "top", 65, "bottom", 45);
    }

    private static Map<String, Object> axis(int panel) {
        return Map.of(
                "type",
                "value",
                "gridIndex",
                panel,
                "name",
                "seconds",
                "nameLocation",
                "middle",
                "nameGap",
                25,
                "min",
                0,
                "max",
                "dataMax");
    }
}

package io.filterfit.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The dashboards that Grafana is provisioned with. */
final class Dashboards {

    static final Path GRAFANA = Path.of("../deploy/grafana");

    /** What Grafana would put in the place of variables. */
    private static final Map<String, String> VALUES =
            Map.of("$__rate_interval", "1m", "$__range", "10m", "$instance", ".*", "$job_id", "seen");

    private Dashboards() {}

    /** A query of a panel, ready for Prometheus. */
    record Query(String dashboard, String panel, String expression) {}

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(GRAFANA.resolve("dashboards"))) {
            return files.sorted().toList();
        }
    }

    static JsonNode read(Path file) throws IOException {
        return new JsonMapper().readTree(file.toFile());
    }

    static List<Query> queries(Path file) throws IOException {
        return stream(read(file).path("panels"))
                .flatMap(panel -> stream(panel.path("targets"))
                        .map(target -> new Query(
                                file.getFileName().toString(),
                                panel.path("title").textValue(),
                                substituted(target.path("expr").textValue()))))
                .toList();
    }

    static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    static String substituted(String expression) {
        var result = expression;
        for (var value : VALUES.entrySet()) {
            result = result.replace(value.getKey(), value.getValue());
        }
        return result;
    }
}

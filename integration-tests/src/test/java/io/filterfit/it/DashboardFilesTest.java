package io.filterfit.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Grafana would only say once it runs. */
class DashboardFilesTest {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(\\w+)");
    private static final Path RULES = PrometheusServer.CONFIGURATION.resolve("rules/filterfit.yml");

    static List<Path> files() throws IOException {
        return Dashboards.files();
    }

    @Test
    void thereIsOneForThePipelineAJobAndTheTrainer() throws IOException {
        assertThat(files())
                .extracting(file -> file.getFileName().toString())
                .containsExactly("job.json", "pipeline.json", "trainer.json");
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyPanelHasAPlaceOfItsOwn(Path file) throws IOException {
        var taken = new HashSet<List<Integer>>();
        var ids = new HashSet<Integer>();

        Dashboards.stream(Dashboards.read(file).path("panels")).forEach(panel -> {
            assertThat(ids.add(panel.path("id").intValue())).isTrue();
            var place = panel.path("gridPos");
            assertThat(place.path("x").intValue() + place.path("w").intValue()).isLessThanOrEqualTo(24);
            for (int x = 0; x < place.path("w").intValue(); x++) {
                for (int y = 0; y < place.path("h").intValue(); y++) {
                    assertThat(taken.add(List.of(
                                    place.path("x").intValue() + x,
                                    place.path("y").intValue() + y)))
                            .as(panel.path("title").textValue())
                            .isTrue();
                }
            }
        });
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyPanelAsksTheProvisionedDataSource(Path file) throws IOException {
        var provisioned = Files.readString(Dashboards.GRAFANA.resolve("provisioning/datasources/prometheus.yaml"));

        assertThat(Dashboards.read(file).findValues("datasource"))
                .extracting(source -> source.path("uid").textValue())
                .isNotEmpty()
                .allSatisfy(uid -> assertThat(provisioned).contains("uid: " + uid + "\n"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyVariableIsDeclared(Path file) throws IOException {
        var dashboard = Dashboards.read(file);
        var declared = dashboard.at("/templating/list").findValuesAsText("name");

        assertThat(dashboard.findValuesAsText("expr").stream()
                        .flatMap(expression -> VARIABLE.matcher(expression).results())
                        .map(variable -> variable.group(1))
                        .filter(variable -> !variable.startsWith("__")))
                .isSubsetOf(declared);
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyPanelSaysWhatItShows(Path file) throws IOException {
        assertThat(Dashboards.stream(Dashboards.read(file).path("panels")).map(JsonNode::toString))
                .allMatch(panel -> panel.contains("\"title\":") && panel.contains("\"description\":"));
    }

    @Test
    void everyAlertIsExplainedAndTestedBothWays() throws IOException {
        var handbook = Files.readString(Path.of("../docs/operations.md"));
        var tests = Files.readString(PrometheusServer.CONFIGURATION.resolve("tests/filterfit_test.yml"));
        var rules = Files.readString(RULES);

        var alerts = Pattern.compile("- alert: (\\w+)")
                .matcher(rules)
                .results()
                .map(alert -> alert.group(1))
                .toList();

        assertThat(alerts).hasSizeGreaterThan(10).allSatisfy(alert -> {
            assertThat(handbook).contains("\n### " + alert + "\n");
            assertThat(rules).contains("runbook_url: docs/operations.md#" + alert.toLowerCase(Locale.ROOT) + "\n");
            assertThat(tests).contains("name: " + alert + " fires\n", "name: " + alert + " is silent\n");
        });
    }
}

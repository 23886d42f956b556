package io.filterfit.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

class ComposeTest {

    private static final Path DIRECTORY = Path.of("compose");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> OURS = List.of("analyzer", "pruner", "trainer", "evaluator", "console");

    @ParameterizedTest
    @ValueSource(strings = {"", "cuda.yaml", "tracing.yaml", "cuda.yaml tracing.yaml"})
    void composeTakesThem(String overrides) throws IOException {
        List<Path> files = new ArrayList<>(List.of(DIRECTORY.resolve("compose.yaml")));
        Stream.of(overrides.split(" "))
                .filter(name -> !name.isEmpty())
                .map(DIRECTORY::resolve)
                .forEach(files::add);

        var result = config(files);

        assertThat(result.errors()).isEmpty();
        assertThat(result.status()).isZero();
    }

    @Test
    void composeFindsWhatIsMisspelt(@TempDir Path directory) throws IOException {
        var field = read("compose.yaml");
        ((ObjectNode) field.at("/services/trainer")).put("read_onli", true);
        var condition = read("compose.yaml");
        ((ObjectNode) condition.at("/services/trainer/depends_on/kafka")).put("condition", "service_well");

        assertThat(refusal(field, directory)).contains("read_onli");
        assertThat(refusal(condition, directory)).contains("condition");
    }

    @Test
    void everyServiceIsLockedDownAndWatched() throws IOException {
        var services = read("compose.yaml").path("services");
        services.fields().forEachRemaining(entry -> {
            var service = entry.getValue();

            assertThat(texts(service.path("cap_drop"))).as(entry.getKey()).containsExactly("ALL");
            assertThat(texts(service.path("security_opt"))).contains("no-new-privileges:true");
            assertThat(service.path("user").isMissingNode())
                    .as("user of " + entry.getKey())
                    .isFalse();
            assertThat(service.has("healthcheck")).as(entry.getKey()).isTrue();
            assertThat(service.path("read_only").asBoolean() || entry.getKey().equals("kafka"))
                    .as(entry.getKey())
                    .isTrue();
            // Nobody but this host is listened to.
            assertThat(texts(service.path("ports"))).allMatch(port -> port.startsWith("127.0.0.1:"));
        });
        for (String name : OURS) {
            assertThat(services.path(name).path("user").textValue()).isEqualTo("10001:10001");
            for (String needed : List.of("kafka", "store")) {
                assertThat(services.at("/" + name + "/depends_on/" + needed + "/condition")
                                .textValue())
                        .isEqualTo("service_healthy");
            }
        }
    }

    @Test
    void whatIsMountedIsThere() throws IOException {
        read("compose.yaml").path("services").forEach(service -> texts(service.path("volumes")).stream()
                .filter(volume -> volume.startsWith("."))
                .map(volume -> DIRECTORY.resolve(volume.substring(0, volume.indexOf(':'))))
                .forEach(path -> assertThat(path).exists()));
    }

    @Test
    void everySecretIsAskedForAndNoneIsThere() throws IOException {
        var text = Files.readString(DIRECTORY.resolve("compose.yaml"));
        for (String line : Files.readAllLines(DIRECTORY.resolve(".env.example"))) {
            if (!line.startsWith("#")) {
                assertThat(text).contains("${" + line.substring(0, line.indexOf('=')) + ":?");
            }
        }
        assertThat(text.lines().filter(line -> line.matches(".*(KEY|PASSWORD|TOKEN): .*")))
                .allMatch(line -> line.contains(": ${"));
    }

    private static String refusal(JsonNode compose, Path directory) throws IOException {
        var result = config(List.of(Files.writeString(directory.resolve("compose.json"), compose.toString())));
        assertThat(result.status()).isNotZero();
        return result.errors();
    }

    /** What Compose makes of files that are laid over one another. */
    private static Command.Result config(List<Path> files) throws IOException {
        List<String> line = new ArrayList<>(compose());
        line.addAll(List.of("--project-directory", DIRECTORY.toString()));
        line.addAll(List.of("--env-file", filledIn().toString()));
        files.forEach(file -> line.addAll(List.of("-f", file.toString())));
        line.addAll(List.of("config", "--quiet"));
        return new Command(line).run("");
    }

    /** Where k8s/check/install.sh put it, if the machine has none. */
    private static List<String> compose() {
        var installed = Path.of("target/bin/docker-compose");
        return Files.isExecutable(installed) ? List.of(installed.toString()) : List.of("docker", "compose");
    }

    /** With anchors and merges resolved. */
    private static JsonNode read(String file) throws IOException {
        try (var in = Files.newInputStream(DIRECTORY.resolve(file))) {
            return JSON.valueToTree(new Yaml().load(in));
        }
    }

    private static Path filledIn() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(DIRECTORY.resolve(".env.example"))) {
            lines.add(line.endsWith("=") ? line + "of-at-least-twenty-characters" : line);
        }
        return Files.write(Files.createTempFile("compose", ".env"), lines);
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::textValue)
                .toList();
    }
}

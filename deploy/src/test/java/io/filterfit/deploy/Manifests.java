package io.filterfit.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What {@code kubectl kustomize} makes of an overlay. */
record Manifests(String yaml, List<JsonNode> objects) {

    private static final YAMLMapper YAML = new YAMLMapper();

    static Manifests render(String overlay) {
        return parse(Command.of(kubectl(), "kustomize", "k8s/overlays/" + overlay)
                .run("")
                .succeeded());
    }

    /** Where k8s/check/install.sh put it, if the machine has none. */
    private static String kubectl() {
        Path installed = Path.of("target/bin/kubectl");
        return Files.isExecutable(installed) ? installed.toString() : "kubectl";
    }

    static Manifests parse(String yaml) {
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(yaml.getBytes(StandardCharsets.UTF_8))) {
            return new Manifests(yaml, documents.readAll());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With one piece of text in place of another, which has to be there. */
    Manifests with(String text, String replacement) {
        if (!yaml.contains(text)) {
            throw new IllegalArgumentException("there is no '" + text + "' in the manifests");
        }
        return parse(yaml.replace(text, replacement));
    }

    Stream<JsonNode> ofKind(String... kinds) {
        return objects.stream()
                .filter(object -> List.of(kinds).contains(object.path("kind").textValue()));
    }

    /** The Deployments of the project's own services. */
    List<JsonNode> services() {
        return ofKind("Deployment").toList();
    }

    JsonNode named(String kind, String name) {
        return ofKind(kind)
                .filter(object -> name(object).equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + kind + " " + name));
    }

    static String name(JsonNode object) {
        return object.at("/metadata/name").textValue();
    }

    static JsonNode podSpec(JsonNode workload) {
        return workload.at("/spec/template/spec");
    }

    /** The value of a variable of a container, set directly or through a ConfigMap; null if it is not set. */
    String variable(JsonNode container, String name) {
        for (JsonNode variable : container.path("env")) {
            if (name.equals(variable.path("name").textValue())) {
                return variable.path("value").textValue();
            }
        }
        for (JsonNode source : container.path("envFrom")) {
            JsonNode value = named("ConfigMap", source.at("/configMapRef/name").textValue())
                    .path("data")
                    .path(name);
            if (!value.isMissingNode()) {
                return value.textValue();
            }
        }
        return null;
    }
}

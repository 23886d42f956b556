package io.filterfit.deploy;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Asks the models of the APIs whether they know what is in the manifests: each field, by its name and type. */
final class ApiCheck {

    private static final Map<String, Class<?>> STRIMZI =
            Map.of("Kafka", Kafka.class, "KafkaNodePool", KafkaNodePool.class, "KafkaTopic", KafkaTopic.class);

    /** Strimzi's classes keep what they do not know, so that an older operator can pass it on; here it is a mistake. */
    private static final AnnotationIntrospector KEEP_NOTHING_UNKNOWN = new JacksonAnnotationIntrospector() {
        @Override
        public Boolean hasAnySetter(Annotated member) {
            return false;
        }

        @Override
        public Boolean hasAnyGetter(Annotated member) {
            return false;
        }
    };

    private static final JsonMapper STRICT = JsonMapper.builder()
            .annotationIntrospector(KEEP_NOTHING_UNKNOWN)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private ApiCheck() {}

    /** Every mistake, in words; none if all is well. */
    static List<String> mistakes(Manifests manifests) {
        List<String> mistakes = new ArrayList<>(mistakesOfStrimzi(manifests));
        assumeTrue(
                Files.isDirectory(Path.of("k8s/check/node_modules")),
                "the models of the APIs are not installed; run deploy/k8s/check/install.sh");
        Command.Result result = Command.of("node", "k8s/check/check.mjs").run(manifests.yaml());
        if (result.status() != 0) {
            result.errors().lines().forEach(mistakes::add);
        }
        return mistakes;
    }

    static List<String> mistakesOfStrimzi(Manifests manifests) {
        List<String> mistakes = new ArrayList<>();
        manifests.objects().stream()
                .filter(object -> object.path("apiVersion").textValue().startsWith("kafka.strimzi.io/"))
                .forEach(object -> {
                    try {
                        STRICT.treeToValue(object, type(object));
                    } catch (JsonProcessingException e) {
                        mistakes.add(
                                object.path("kind").textValue() + " " + Manifests.name(object) + ": " + e.getMessage());
                    }
                });
        return mistakes;
    }

    private static Class<?> type(JsonNode object) {
        Class<?> type = STRIMZI.get(object.path("kind").textValue());
        if (type == null) {
            throw new AssertionError("no class is known for " + object.path("kind"));
        }
        return type;
    }
}

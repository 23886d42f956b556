package io.filterfit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds asyncapi.yaml to the code. */
class AsyncApiTest {

    private JsonNode document;

    @BeforeEach
    void read() throws IOException {
        try (var in = Topic.class.getResourceAsStream("asyncapi.yaml")) {
            document = new YAMLMapper().readTree(in);
        }
    }

    @Test
    void describesEveryTopic() {
        assertThat(names(document.at("/channels")))
                .isEqualTo(Arrays.stream(Topic.values()).map(Topic::topicName).collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @EnumSource
    void describesEveryEventOnItsTopic(EventType type) {
        var channel = document.at("/channels/" + type.topic().topicName());
        var schema = document.at("/components/schemas/" + type.label() + "/allOf/1/properties");

        assertThat(names(channel.at("/messages"))).contains(type.label());
        assertThat(schema.at("/type/const").textValue()).isEqualTo(type.typeName());
        assertThat(schema.at("/data/$ref").textValue()).isEqualTo("schemas/" + type.label() + ".json");
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        assertThat(document.findValues("$ref")).hasSizeGreaterThan(30).allSatisfy(reference -> {
            var target = reference.textValue();
            if (target.startsWith("#")) {
                assertThat(document.at(target.substring(1)).isMissingNode())
                        .as(target)
                        .isFalse();
            } else {
                assertThat(Topic.class.getResource(target)).as(target).isNotNull();
            }
        });
    }

    private static Set<String> names(JsonNode object) {
        var names = new TreeSet<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}

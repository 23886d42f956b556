package io.filterfit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.filterfit.manifest.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code mvn -pl contracts -am test -Dtest=EventSchemasTest -Dfilterfit.schemas=write} writes the published schemas anew. */
class EventSchemasTest {

    private static final Path PUBLISHED = Path.of("src/main/resources/io/filterfit/contracts/schemas");

    private final ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    @ParameterizedTest
    @EnumSource
    void thePublishedSchemaIsTheOneOfTheRecord(EventType type) throws Exception {
        thePublishedIsTheGenerated(type.label(), new EventSchemas().of(type));
    }

    @Test
    void thePublishedSchemaOfAManifestIsTheOneOfTheRecord() throws Exception {
        thePublishedIsTheGenerated("manifest", new EventSchemas().manifest());
    }

    private void thePublishedIsTheGenerated(String name, ObjectNode generated) throws IOException {
        var file = PUBLISHED.resolve(name + ".json");
        if ("write".equals(System.getProperty("filterfit.schemas"))) {
            Files.createDirectories(PUBLISHED);
            Files.writeString(file, json.writeValueAsString(generated) + "\n");
        }

        assertThat(json.readTree(file.toFile())).isEqualTo(generated);
    }

    static List<Event> events() {
        return Examples.all();
    }

    @ParameterizedTest
    @MethodSource("events")
    void everyEventFitsItsSchema(Event event) throws Exception {
        assertThat(schema(EventType.of(event)).validate(data(event))).isEmpty();
    }

    @Test
    void aManifestFitsItsSchema() throws Exception {
        var manifest = json.valueToTree(Examples.manifest());

        assertThat(schema("manifest").validate(manifest)).isEmpty();
        assertThat(json.treeToValue(manifest, Manifest.class)).isEqualTo(Examples.manifest());
        ((ObjectNode) manifest.at("/groups/0")).remove("kept");
        assertThat(schema("manifest").validate(manifest)).isNotEmpty();
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("/jobId", "../x"),
                Arguments.of("/model/uri", "http://example.com/model.zip"),
                Arguments.of("/model/sha256", "abc"),
                Arguments.of("/spec/scope", "everything"),
                Arguments.of("/spec/target/type", "magic"),
                Arguments.of("/spec/rounds", "two"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void theSchemaOfARequestFindsFaults(String pointer, String wrong) throws Exception {
        var request = data(Examples.request(1));
        var cut = pointer.lastIndexOf('/');
        ((ObjectNode) request.at(pointer.substring(0, cut))).put(pointer.substring(cut + 1), wrong);

        assertThat(schema(EventType.COMPRESS_REQUESTED).validate(request)).isNotEmpty();
    }

    @Test
    void aRequestNeedsNoMoreThanDataSetAndTarget() throws Exception {
        var request = (ObjectNode) data(Examples.request(1));
        request.withObject("/spec").retain("dataset", "target");

        assertThat(schema(EventType.COMPRESS_REQUESTED).validate(request)).isEmpty();
        request.withObject("/spec").remove("target");
        assertThat(schema(EventType.COMPRESS_REQUESTED).validate(request)).isNotEmpty();
    }

    private JsonNode data(Event event) throws IOException {
        return json.readTree(new EventCodec("/filterfit/test").encode(event, Instant.EPOCH))
                .get("data");
    }

    private static JsonSchema schema(EventType type) throws IOException {
        return schema(type.label());
    }

    private static JsonSchema schema(String name) throws IOException {
        try (var in = EventType.class.getResourceAsStream("schemas/" + name + ".json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(in);
        }
    }
}

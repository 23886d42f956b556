package io.filterfit.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.FailureReason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Holds docs/events.md to the code. */
class EventDocumentationTest {

    private String page;

    @BeforeEach
    void read() throws Exception {
        page = Files.readString(Path.of("../docs/events.md"));
    }

    @Test
    void theRequestOfThePageIsAValidEvent() throws Exception {
        assertThat(new EventCodec("/test").decode(jsonBlocks().get(0).getBytes(UTF_8)))
                .isInstanceOf(CompressRequested.class)
                .extracting(Event::jobId)
                .isEqualTo(new JobId("resnet8-half"));
    }

    @Test
    void theDefaultsOfThePageAreTheDefaults() throws Exception {
        var request = (CompressRequested)
                new EventCodec("/test").decode(jsonBlocks().get(0).getBytes(UTF_8));

        assertThat(new ObjectMapper().readValue(jsonBlocks().get(1), CompressionSpec.class))
                .isEqualTo(request.spec());
    }

    @Test
    void theOptionsOfThePageAreAllThatThereAre() throws Exception {
        var all = (ObjectNode) new ObjectMapper().readTree(jsonBlocks().get(1));
        var options = (ObjectNode) new ObjectMapper().readTree(jsonBlocks().get(2));
        all.withObject("/training").setAll((ObjectNode) options.remove("training"));
        all.setAll(options);

        assertThat(new ObjectMapper().treeToValue(all, CompressionSpec.class))
                .isEqualTo(Examples.softly().spec());
    }

    @Test
    void theCancellationOfThePageIsAValidEvent() throws Exception {
        assertThat(new EventCodec("/test").decode(jsonBlocks().get(3).getBytes(UTF_8)))
                .isEqualTo(new CancelRequested(new JobId("resnet8-half")));
    }

    @Test
    void thePageListsEveryReason() {
        var table = page.substring(page.indexOf("| reason | meaning |"));
        page = table.substring(0, table.indexOf("\n\n"));

        var listed = matches("(?m)^\\| `([a-z-]+)` \\| [^|]+ \\|$");

        assertThat(listed)
                .containsExactlyElementsOf(Arrays.stream(FailureReason.values())
                        .map(FailureReason::code)
                        .toList());
    }

    @Test
    void thePageListsEveryTopicAndEvent() {
        assertThat(Topic.values()).allSatisfy(topic -> assertThat(page).contains("| `" + topic.topicName() + "` |"));
        assertThat(EventType.values()).allSatisfy(type -> assertThat(page).contains("`" + type.label() + "`"));
    }

    private List<String> jsonBlocks() {
        return matches("(?s)```json\\n(.*?)```");
    }

    private List<String> matches(String pattern) {
        return Pattern.compile(pattern)
                .matcher(page)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}

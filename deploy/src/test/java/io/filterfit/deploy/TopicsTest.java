package io.filterfit.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.filterfit.contracts.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The topics are listed three times: in the code, for Kafka's own tools and for Strimzi. */
class TopicsTest {

    private static final Map<String, Map<String, String>> WANTED = Arrays.stream(Topic.values())
            .collect(Collectors.toMap(Topic::topicName, Topic::configuration, (a, b) -> a, TreeMap::new));

    @Test
    void theListForKafkasToolsIsTheCodes() throws IOException {
        var listed = new TreeMap<String, Map<String, String>>();
        for (String line : Files.readAllLines(Path.of("topics"))) {
            if (!line.startsWith("#")) {
                var columns = line.split(" +");
                listed.put(
                        columns[0],
                        Map.of(
                                "retention.ms",
                                columns[1],
                                "cleanup.policy",
                                columns[2],
                                "max.message.bytes",
                                columns[3],
                                "message.timestamp.type",
                                columns[4]));
            }
        }

        assertThat(listed).isEqualTo(WANTED);
    }

    @Test
    void strimzisTopicsAreTheCodes() {
        var topics = Manifests.render("dev").ofKind("KafkaTopic").toList();

        assertThat(topics).hasSameSizeAs(WANTED.keySet()).allSatisfy(topic -> {
            var name = Manifests.name(topic);
            assertThat(topic.at("/spec/partitions").asInt()).isEqualTo(8);
            topic.at("/spec/config").fields().forEachRemaining(setting -> assertThat(
                            setting.getValue().asText())
                    .as(name + ": " + setting.getKey())
                    .isEqualTo(WANTED.get(name).get(setting.getKey())));
            assertThat(topic.at("/spec/config")).hasSameSizeAs(WANTED.get(name).keySet());
        });
    }
}

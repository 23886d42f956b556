package io.filterfit.stack;

import java.util.Map;

/**
 * A topic to be made.
 *
 * @param name the topic's name
 * @param partitions the most jobs that replicas of one service can work on at once
 * @param configuration topic properties as Kafka names them, for instance {@code retention.ms}
 */
public record TopicSettings(String name, int partitions, Map<String, String> configuration) {
    public TopicSettings {
        configuration = Map.copyOf(configuration);
    }
}

package io.filterfit.cli;

import io.filterfit.contracts.Topic;
import io.filterfit.nd4j.ChildJvm;
import io.filterfit.stack.JvmSettings;
import io.filterfit.stack.ServiceName;
import io.filterfit.stack.StackOptions;
import io.filterfit.stack.TopicSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The whole pipeline as an embedded stack: its topics, its services and what their JVMs are started with. */
final class PipelineStack {

    /** The most jobs that replicas of one service could work on at once; one machine needs few. */
    private static final int PARTITIONS = 4;

    private static final List<String> SERVICE_MEMORY = List.of("-XX:+UseSerialGC", "-Xms64m", "-Xmx1g", "-Xss1m");

    private PipelineStack() {}

    static StackOptions options(Path directory, Set<ServiceName> services) {
        List<String> arguments = new ArrayList<>(ChildJvm.arguments());
        arguments.addAll(SERVICE_MEMORY);
        return StackOptions.in(directory)
                .withTopics(topics())
                .withServices(services)
                .withServiceJvm(new JvmSettings(arguments, ChildJvm.environment()));
    }

    private static List<TopicSettings> topics() {
        return Arrays.stream(Topic.values())
                .map(topic -> new TopicSettings(topic.topicName(), PARTITIONS, topic.configuration()))
                .toList();
    }
}

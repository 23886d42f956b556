package io.filterfit.it.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.filterfit.contracts.DeadLetterHeaders;
import io.filterfit.contracts.RoundEvent;
import io.filterfit.contracts.Stage;
import io.filterfit.contracts.Topic;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Holds what the services have acknowledged, by the offsets that they committed, to what came of it. */
final class Acknowledged {

    private static final Map<Topic, Stage> TAKEN_BY = Map.of(
            Topic.COMPRESS_REQUESTS, Stage.ANALYZER,
            Topic.ROUNDS, Stage.ANALYZER,
            Topic.ANALYSES, Stage.PRUNER,
            Topic.PRUNINGS, Stage.TRAINER,
            Topic.TRAININGS, Stage.EVALUATOR);

    private final Bench bench;

    Acknowledged(Bench bench) {
        this.bench = bench;
    }

    /** Every message that lies before a committed offset has an outcome in the store, has ended its job, or is a dead letter. */
    void assertNothingLost() throws Exception {
        var committed = committed();
        for (var entry : TAKEN_BY.entrySet()) {
            for (var record : bench.pipeline().seen(entry.getKey(), any -> true)) {
                var place = new TopicPartition(record.topic(), record.partition());
                if (record.offset() < committed.getOrDefault(place, 0L)) {
                    assertThat(hasOutcome(record, entry.getValue()))
                            .as(
                                    "%s, offset %d of %s, was acknowledged and nothing came of it",
                                    record.key(), record.offset(), place)
                            .isTrue();
                }
            }
        }
    }

    private boolean hasOutcome(ConsumerRecord<String, byte[]> record, Stage stage) throws Exception {
        return isDeadLetter(record)
                || !bench.pipeline()
                        .seen(Topic.RESULTS, result -> record.key().equals(result.key()))
                        .isEmpty()
                || bench.store().read(outcomeOf(record, stage)).isPresent();
    }

    private String outcomeOf(ConsumerRecord<String, byte[]> record, Stage stage) {
        var event = (RoundEvent) bench.pipeline().decode(record);
        return "jobs/" + event.jobId() + "/round-" + event.round().number() + "/" + stage.label() + "/outcome.json";
    }

    private boolean isDeadLetter(ConsumerRecord<String, byte[]> record) {
        return !bench.pipeline()
                .seen(
                        Topic.DEAD_LETTERS,
                        letter -> header(letter, DeadLetterHeaders.TOPIC).equals(record.topic())
                                && header(letter, DeadLetterHeaders.PARTITION)
                                        .equals(String.valueOf(record.partition()))
                                && header(letter, DeadLetterHeaders.OFFSET).equals(String.valueOf(record.offset())))
                .isEmpty();
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), UTF_8);
    }

    private Map<TopicPartition, Long> committed() throws Exception {
        Map<TopicPartition, Long> committed = new HashMap<>();
        try (var admin = Admin.create(
                Map.of("bootstrap.servers", (Object) bench.connection().bootstrapServers()))) {
            for (var stage : Stage.values()) {
                admin.listConsumerGroupOffsets("filterfit-" + stage.label())
                        .partitionsToOffsetAndMetadata()
                        .get(20, TimeUnit.SECONDS)
                        .forEach((partition, offset) -> {
                            if (offset != null) {
                                committed.put(partition, offset.offset());
                            }
                        });
            }
        }
        return committed;
    }
}

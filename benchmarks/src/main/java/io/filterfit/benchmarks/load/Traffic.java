package io.filterfit.benchmarks.load;

import io.filterfit.contracts.AnalysisCompleted;
import io.filterfit.contracts.CompressionCompleted;
import io.filterfit.contracts.CompressionFailed;
import io.filterfit.contracts.Event;
import io.filterfit.contracts.EventCodec;
import io.filterfit.contracts.PruningCompleted;
import io.filterfit.contracts.Stage;
import io.filterfit.contracts.StageProgressed;
import io.filterfit.contracts.Topic;
import io.filterfit.contracts.TrainingCompleted;
import io.filterfit.contracts.UndecodableEventException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads every message of the pipeline as it comes, and keeps what tells how each job went. */
final class Traffic implements AutoCloseable {

    private static final Map<Topic, Stage> TAKEN_BY = Map.of(
            Topic.COMPRESS_REQUESTS, Stage.ANALYZER,
            Topic.ANALYSES, Stage.PRUNER,
            Topic.PRUNINGS, Stage.TRAINER,
            Topic.TRAININGS, Stage.EVALUATOR);

    private final EventCodec codec = new EventCodec("/filterfit/benchmarks");
    private final Map<String, JobTimes> jobs = new ConcurrentHashMap<>();
    private final Map<String, long[]> volume = new ConcurrentHashMap<>();
    private final KafkaConsumer<String, byte[]> consumer;
    private final Thread reader = new Thread(this::read, "traffic");
    private volatile boolean closed;

    Traffic(String bootstrapServers) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "enable.auto.commit", "false"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = Arrays.stream(Topic.values())
                .flatMap(topic -> consumer.partitionsFor(topic.topicName()).stream())
                .map(found -> new TopicPartition(found.topic(), found.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        reader.start();
    }

    /** One job's; times are those that producers stamp on their messages, in milliseconds of the epoch. */
    static final class JobTimes {

        private final Map<Stage, Long> handedTo = new EnumMap<>(Stage.class);
        private final Map<Stage, Long> begun = new EnumMap<>(Stage.class);
        private final Map<Stage, Double> work = new EnumMap<>(Stage.class);
        private final Map<String, Long> ends = new TreeMap<>();
        private boolean failed;

        synchronized boolean ended() {
            return !ends.isEmpty();
        }

        /** Different outcomes; the same one told twice is one. */
        synchronized int outcomes() {
            return ends.size();
        }

        synchronized boolean failed() {
            return failed;
        }

        synchronized long requestedAt() {
            return handedTo.get(Stage.ANALYZER);
        }

        synchronized long endedAt() {
            return ends.values().iterator().next();
        }

        /** Milliseconds until each stage that was begun. */
        synchronized Map<Stage, Double> handOvers() {
            Map<Stage, Double> all = new EnumMap<>(Stage.class);
            begun.forEach((stage, at) -> {
                if (handedTo.containsKey(stage)) {
                    all.put(stage, (double) (at - handedTo.get(stage)));
                }
            });
            return all;
        }

        /** Seconds. */
        synchronized Map<Stage, Double> work() {
            Map<Stage, Double> all = new EnumMap<>(work);
            if (ended() && begun.containsKey(Stage.EVALUATOR)) {
                // It is the last one to know how long it took.
                all.put(Stage.EVALUATOR, (endedAt() - begun.get(Stage.EVALUATOR)) / 1e3);
            }
            return all;
        }

        private synchronized void note(Topic topic, Event event, long time) {
            if (TAKEN_BY.containsKey(topic)) {
                handedTo.putIfAbsent(TAKEN_BY.get(topic), time);
            }
            if (event instanceof StageProgressed progress) {
                begun.putIfAbsent(progress.stage(), time);
            } else if (event instanceof AnalysisCompleted done) {
                work.put(Stage.ANALYZER, done.analysis().timing().seconds());
            } else if (event instanceof PruningCompleted done) {
                work.put(Stage.PRUNER, done.pruning().timing().seconds());
            } else if (event instanceof TrainingCompleted done) {
                work.put(Stage.TRAINER, done.training().timing().seconds());
            } else if (event instanceof CompressionFailed || event instanceof CompressionCompleted) {
                failed |= event instanceof CompressionFailed;
                ends.putIfAbsent(event.toString(), time);
            }
        }
    }

    JobTimes job(String id) {
        return jobs.computeIfAbsent(id, any -> new JobTimes());
    }

    long ended(Collection<String> ids) {
        return ids.stream().filter(id -> job(id).ended()).count();
    }

    /** Messages and bytes so far, by topic. */
    Map<String, long[]> volume() {
        Map<String, long[]> copy = new HashMap<>();
        volume.forEach((topic, sums) -> copy.put(topic, sums.clone()));
        return copy;
    }

    private void read() {
        while (!closed) {
            consumer.poll(Duration.ofMillis(100)).forEach(this::note);
        }
        consumer.close();
    }

    private void note(ConsumerRecord<String, byte[]> record) {
        var sums = volume.computeIfAbsent(record.topic(), any -> new long[2]);
        sums[0]++;
        sums[1] += Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
        var topic = Arrays.stream(Topic.values())
                .filter(any -> any.topicName().equals(record.topic()))
                .findFirst()
                .orElseThrow();
        try {
            var event = codec.decode(record.value());
            job(event.jobId().value()).note(topic, event, record.timestamp());
        } catch (UndecodableEventException e) {
            throw new IllegalStateException("a message on " + topic + " is no event", e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        reader.join(5_000);
    }
}

package io.filterfit.contracts;

import java.time.Duration;
import java.util.Map;

/** The topics of the pipeline, with what they need from the broker. */
public enum Topic {
    /** Where jobs enter. */
    COMPRESS_REQUESTS("compress-requests", Retention.JOBS),
    /** From the evaluator back to the analyzer: further rounds. */
    ROUNDS("rounds", Retention.JOBS),
    /** From the analyzer to the pruner. */
    ANALYSES("analyses", Retention.JOBS),
    /** From the pruner to the trainer. */
    PRUNINGS("prunings", Retention.JOBS),
    /** From the trainer to the evaluator. */
    TRAININGS("trainings", Retention.JOBS),
    /** How jobs ended: completed or failed. Only the last word on a job matters. */
    RESULTS("results", Retention.JOBS, "compact,delete"),
    /** What the stages are doing right now. */
    PROGRESS("progress", Retention.PROGRESS),
    /** Jobs to be stopped. */
    CANCELLATIONS("cancellations", Retention.JOBS),
    /** Messages that no service could make sense of, as they came. */
    DEAD_LETTERS("dead-letters", Retention.JOBS, "delete", Size.WITH_MORE_HEADERS);

    private final String topicName;
    private final Duration retention;
    private final String cleanupPolicy;
    private final int largestMessage;

    /** All messages are kept for a time: several of one job follow each other, and each is work to be done. */
    Topic(String topicName, Duration retention) {
        this(topicName, retention, "delete");
    }

    Topic(String topicName, Duration retention, String cleanupPolicy) {
        this(topicName, retention, cleanupPolicy, Size.OF_KAFKA);
    }

    Topic(String topicName, Duration retention, String cleanupPolicy, int largestMessage) {
        this.topicName = topicName;
        this.retention = retention;
        this.cleanupPolicy = cleanupPolicy;
        this.largestMessage = largestMessage;
    }

    public String topicName() {
        return topicName;
    }

    /** How long the broker keeps a message. */
    public Duration retention() {
        return retention;
    }

    /** The topic's properties, by Kafka's names. */
    public Map<String, String> configuration() {
        return Map.of(
                "retention.ms",
                String.valueOf(retention.toMillis()),
                "cleanup.policy",
                cleanupPolicy,
                "max.message.bytes",
                String.valueOf(largestMessage),
                // The broker's clock counts. It would refuse what a clock an hour fast has stamped, and so the end of a
                // job.
                "message.timestamp.type",
                "LogAppendTime");
    }

    /** In bytes. */
    private static final class Size {
        /** Kafka's own limit. */
        static final int OF_KAFKA = 1_048_588;

        /** A message of the largest size of the other topics gets further headers on its way to the dead letters. */
        static final int WITH_MORE_HEADERS = 2 << 20;
    }

    private static final class Retention {
        /** Views of the jobs are rebuilt from the topics, so a job can be looked up for this long. */
        static final Duration JOBS = Duration.ofDays(90);

        static final Duration PROGRESS = Duration.ofDays(7);
    }
}

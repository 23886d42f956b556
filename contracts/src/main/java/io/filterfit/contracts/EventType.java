package io.filterfit.contracts;

import java.util.Arrays;
import java.util.Optional;

/** Each kind of event: its CloudEvents {@code type}, its record and its topic. */
public enum EventType {
    COMPRESS_REQUESTED("compress-requested", CompressRequested.class, Topic.COMPRESS_REQUESTS),
    ROUND_REQUESTED("round-requested", RoundRequested.class, Topic.ROUNDS),
    ANALYSIS_COMPLETED("analysis-completed", AnalysisCompleted.class, Topic.ANALYSES),
    PRUNING_COMPLETED("pruning-completed", PruningCompleted.class, Topic.PRUNINGS),
    TRAINING_COMPLETED("training-completed", TrainingCompleted.class, Topic.TRAININGS),
    STAGE_PROGRESSED("stage-progressed", StageProgressed.class, Topic.PROGRESS),
    COMPRESSION_COMPLETED("compression-completed", CompressionCompleted.class, Topic.RESULTS),
    COMPRESSION_FAILED("compression-failed", CompressionFailed.class, Topic.RESULTS),
    CANCEL_REQUESTED("cancel-requested", CancelRequested.class, Topic.CANCELLATIONS);

    private static final String PREFIX = "io.filterfit.";

    private final String label;
    private final Class<? extends Event> dataType;
    private final Topic topic;

    EventType(String label, Class<? extends Event> dataType, Topic topic) {
        this.label = label;
        this.dataType = dataType;
        this.topic = topic;
    }

    public static EventType of(Event event) {
        return Arrays.stream(values())
                .filter(type -> type.dataType == event.getClass())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(event.getClass() + " has no event type"));
    }

    static Optional<EventType> named(String type) {
        return Arrays.stream(values())
                .filter(candidate -> candidate.typeName().equals(type))
                .findFirst();
    }

    /** The CloudEvents {@code type}, for instance {@code io.filterfit.compress-requested}. */
    public String typeName() {
        return PREFIX + label;
    }

    /** The last part of the type; also the name of its schema, {@code schemas/<label>.json} beside this class. */
    public String label() {
        return label;
    }

    public Class<? extends Event> dataType() {
        return dataType;
    }

    public Topic topic() {
        return topic;
    }
}

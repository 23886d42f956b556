package io.filterfit.service;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import io.filterfit.contracts.Event;
import io.filterfit.contracts.EventCodec;
import io.filterfit.contracts.EventType;
import io.filterfit.contracts.StageProgressed;
import io.filterfit.contracts.TraceContext;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;
import org.jboss.logging.Logger;

/** Publishes events, each on its topic, keyed by its job. */
@ApplicationScoped
class EventPublisher {

    private static final Logger LOG = Logger.getLogger(EventPublisher.class);
    private static final Duration BROKER_ANSWERS_WITHIN = Duration.ofMinutes(3);

    /** An outcome is committed by now: it has to come out, however long the broker is away. */
    private static final RetryPolicy<Object> UNTIL_IT_IS_OUT = RetryPolicy.builder()
            .abortIf(problem -> Thread.currentThread().isInterrupted())
            .withBackoff(Duration.ofSeconds(1), Duration.ofSeconds(30))
            .withMaxAttempts(-1)
            .onRetry(failed -> LOG.warnf("publishing failed, trying again: %s", failed.getLastException()))
            .build();

    private final MutinyEmitter<byte[]> outcomes;
    private final MutinyEmitter<byte[]> progress;
    private final EventCodec codec;

    EventPublisher(
            @Channel("outcomes") MutinyEmitter<byte[]> outcomes,
            @Channel("progress") @OnOverflow(OnOverflow.Strategy.DROP) MutinyEmitter<byte[]> progress,
            EventCodec codec) {
        this.outcomes = outcomes;
        this.progress = progress;
        this.codec = codec;
    }

    /**
     * Returns once the broker has the outcome.
     *
     * @return false if the thread was interrupted before
     */
    boolean publish(OutcomeLedger.Outcome outcome) {
        try {
            Failsafe.with(UNTIL_IT_IS_OUT)
                    .run(() -> outcomes.sendMessage(message(outcome.event(), outcome.message(), outcome.trace()))
                            .await()
                            .atMost(BROKER_ANSWERS_WITHIN));
            return true;
        } catch (FailsafeException interruptedWhileWaiting) {
            return false;
        } catch (RuntimeException e) {
            if (Thread.currentThread().isInterrupted()) {
                return false;
            }
            throw e;
        }
    }

    /** Sends without waiting; may be lost. */
    void tell(StageProgressed event, TraceContext trace) {
        try {
            progress.sendMessage(message(event, codec.encode(event, Instant.now(), trace), trace))
                    .subscribe()
                    .with(sent -> {}, lost -> LOG.debugf("progress was lost: %s", lost));
        } catch (RuntimeException lost) {
            LOG.debugf("progress was lost: %s", lost);
        }
    }

    /** The trace is in a header, too, where tools for Kafka look for it. */
    private static Message<byte[]> message(Event event, byte[] value, TraceContext trace) {
        var headers = new RecordHeaders()
                .add("content-type", EventCodec.CONTENT_TYPE.getBytes(StandardCharsets.UTF_8))
                .add(EventCodec.TRACE_PARENT, trace.parent().getBytes(StandardCharsets.UTF_8));
        return Message.of(
                value,
                Metadata.of(OutgoingKafkaRecordMetadata.builder()
                        .withTopic(EventType.of(event).topic().topicName())
                        .withKey(event.jobId().value())
                        .withHeaders(headers)
                        .build()));
    }
}

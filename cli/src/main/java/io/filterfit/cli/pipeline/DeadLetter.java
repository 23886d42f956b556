package io.filterfit.cli.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.filterfit.contracts.DeadLetterHeaders;
import io.filterfit.contracts.Topic;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * A message that no service could make sense of.
 *
 * @param replayed when it was sent again to the topic that it came on, null while it was not
 */
public record DeadLetter(ConsumerRecord<byte[], byte[]> message, Instant replayed) {

    /** {@code partition-offset} among the dead letters. */
    public String id() {
        return message.partition() + "-" + message.offset();
    }

    /** When it was put aside. */
    public Instant time() {
        return Instant.ofEpochMilli(message.timestamp());
    }

    /** Null if it does not say where it came from, as letters of other programs may not. */
    public String topic() {
        return header(DeadLetterHeaders.TOPIC);
    }

    public Integer partition() {
        return number(DeadLetterHeaders.PARTITION).map(Long::intValue).orElse(null);
    }

    public Long offset() {
        return number(DeadLetterHeaders.OFFSET).orElse(null);
    }

    public String stage() {
        return header(DeadLetterHeaders.STAGE);
    }

    public String reason() {
        return header(DeadLetterHeaders.REASON);
    }

    public String stack() {
        return header(DeadLetterHeaders.STACK);
    }

    /** The key as text, most often a job id; null if there is none. */
    public String key() {
        return message.key() == null ? null : new String(message.key(), UTF_8);
    }

    /** The topic of the pipeline that it came on, if it is one of those that services take jobs from. */
    Optional<Topic> origin() {
        return Arrays.stream(Topic.values())
                .filter(topic -> topic.topicName().equals(topic()))
                .filter(topic -> topic != Topic.DEAD_LETTERS)
                .findFirst();
    }

    /** The message as it came, with the letter's id beside its headers. */
    ProducerRecord<byte[], byte[]> again() {
        List<Header> headers = StreamSupport.stream(message.headers().spliterator(), false)
                .filter(header -> !header.key().startsWith(DeadLetterHeaders.PREFIX)
                        && !header.key().equals(DeadLetterHeaders.REPLAY_OF))
                .collect(Collectors.toList());
        headers.add(new RecordHeader(DeadLetterHeaders.REPLAY_OF, id().getBytes(UTF_8)));
        return new ProducerRecord<>(topic(), null, message.key(), message.value(), headers);
    }

    private Optional<Long> number(String name) {
        String text = header(name);
        return text == null || !text.matches("\\d{1,18}") ? Optional.empty() : Optional.of(Long.valueOf(text));
    }

    private String header(String name) {
        Header header = message.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }
}

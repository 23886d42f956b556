package io.filterfit.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.filterfit.contracts.DeadLetterHeaders;
import io.filterfit.contracts.Stage;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Metadata;

/** Why a stage refuses a message, as it is told in the headers of the dead letter; what it came on, the connector adds. */
final class DeadLetter {

    /** Characters. A reason may quote the message, which may be large. */
    private static final int LONGEST_REASON = 1_000;

    private static final int LONGEST_STACK = 16_000;

    private final Stage stage;
    private final Throwable problem;

    DeadLetter(Stage stage, Throwable problem) {
        this.stage = stage;
        this.problem = problem;
    }

    /** The connector makes headers of its message and of its cause's, which here is told by the stack. */
    Throwable reason() {
        return new IllegalArgumentException(shortened(sentence(), LONGEST_REASON));
    }

    Metadata headers() {
        var stack = new StringWriter();
        problem.printStackTrace(new PrintWriter(stack));
        return Metadata.of(OutgoingKafkaRecordMetadata.builder()
                .withHeaders(new RecordHeaders()
                        .add(DeadLetterHeaders.STAGE, stage.label().getBytes(UTF_8))
                        .add(
                                DeadLetterHeaders.STACK,
                                shortened(stack.toString(), LONGEST_STACK).getBytes(UTF_8)))
                .build());
    }

    private String sentence() {
        return problem.getMessage() == null ? problem.toString() : problem.getMessage();
    }

    private static String shortened(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length) + " ...";
    }
}

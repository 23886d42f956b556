package io.filterfit.contracts;

/**
 * The headers of a message on the topic {@link Topic#DEAD_LETTERS}, all of them UTF-8. Key, value and the message's own headers are
 * there as they came.
 */
public final class DeadLetterHeaders {

    /** What the headers that the services add begin with. */
    public static final String PREFIX = "dead-letter-";

    /** One sentence: why no service could make sense of it. */
    public static final String REASON = PREFIX + "reason";

    /** The topic that it came on. */
    public static final String TOPIC = PREFIX + "topic";

    /** The partition of that topic. */
    public static final String PARTITION = PREFIX + "partition";

    /** The place in that partition. */
    public static final String OFFSET = PREFIX + "offset";

    /** The stage that refused it. */
    public static final String STAGE = PREFIX + "stage";

    /** The stack trace of the refusal. */
    public static final String STACK = PREFIX + "stack";

    /** On a message that was sent again to the topic that it came on: {@code partition-offset} of the dead letter. */
    public static final String REPLAY_OF = "filterfit-replay-of";

    private DeadLetterHeaders() {}
}

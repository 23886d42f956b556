package io.filterfit.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.filterfit.spec.Checks;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The trace that a job belongs to, as <a href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a> writes it. It travels in the
 * attributes {@code traceparent} and {@code tracestate} of every event of the job, unchanged from the first to the last, so that all
 * stages tell of the same trace whatever is delivered twice.
 *
 * @param parent trace id, span id and flags, for instance {@code 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01}
 * @param state what the systems on the way remember; empty if nothing
 */
public record TraceContext(String parent, String state) {

    private static final Pattern PARENT =
            Pattern.compile("00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}");

    public TraceContext {
        if (parent == null || !PARENT.matcher(parent).matches()) {
            throw Checks.invalid("traceparent is '" + parent + "'; it must be a traceparent of W3C Trace Context");
        }
        state = state == null ? "" : state;
    }

    /** What somebody else wrote; nothing where it is missing or not valid, for then the trace begins anew. */
    public static Optional<TraceContext> of(String parent, String state) {
        return parent != null && PARENT.matcher(parent).matches()
                ? Optional.of(new TraceContext(parent, state))
                : Optional.empty();
    }

    /** Of a job that was requested without one: made of the job id alone, so that whoever needs it arrives at the same. */
    public static TraceContext of(JobId job) {
        var hash = HexFormat.of().formatHex(sha256("io.filterfit/trace/" + job.value()));
        return new TraceContext("00-" + hash.substring(0, 32) + "-" + hash.substring(32, 48) + "-01", "");
    }

    public TraceContext withState(String other) {
        return new TraceContext(parent, other);
    }

    /** 32 hexadecimal digits. */
    public String traceId() {
        return parent.substring(3, 35);
    }

    /** 16 hexadecimal digits: the span that all spans of the stages are children of. */
    public String spanId() {
        return parent.substring(36, 52);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.filterfit.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** The SHA-256 of whatever something depends on. */
public final class Fingerprint {

    private static final int CHUNK = 1 << 14;

    private final MessageDigest digest = sha256();

    public Fingerprint add(String text) {
        return add(text.getBytes(StandardCharsets.UTF_8));
    }

    public Fingerprint add(byte[] bytes) {
        digest.update(bytes);
        return this;
    }

    /** Structure and parameters of a network. */
    public Fingerprint add(ComputationGraph network) {
        add(network.getConfiguration().toJson());
        add(network.params().toFloatVector());
        return this;
    }

    private void add(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Float.BYTES);
        for (int start = 0; start < values.length; start += CHUNK) {
            int length = Math.min(CHUNK, values.length - start);
            bytes.clear().asFloatBuffer().put(values, start, length);
            digest.update(bytes.limit(length * Float.BYTES));
        }
    }

    /** In hexadecimal digits; nothing may be added afterwards. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}

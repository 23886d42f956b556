package io.filterfit.training;

import io.filterfit.dataset.ImageSplit;
import io.filterfit.onednn.CompiledPasses;
import io.filterfit.spec.TrainingSpec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Tells training runs apart: two of the same identity take the same steps. */
final class RunIdentity {

    private static final int CHUNK = 1 << 14;

    private RunIdentity() {}

    /**
     * <<<<<<< HEAD
     * The SHA-256 of all that a run depends on, the precision that this process computes in included; the images by their shape and labels.
     * =======
     * The SHA-256 of all that a run depends on; the images by their shape, normalisation and labels.
     * >>>>>>> ccda43c (Let a request say how its network expects images)
     *
     * @param task with the network as it is before the first step
     */
    static String of(TrainingSpec spec, long seed, TrainingTask task) {
        MessageDigest digest = sha256();
        add(digest, spec + " " + seed + " " + task.softCut() + " " + CompiledPasses.precision() + " ");
        add(digest, task.images().training());
        add(digest, task.images().validation());
        add(digest, task.network());
        task.teacher().ifPresent(teacher -> add(digest, teacher));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, ImageSplit images) {
        add(digest, images.size() + " " + images.shape() + " " + images.classes() + " " + images.normalisation() + " ");
        for (int image = 0; image < images.size(); image++) {
            digest.update((byte) images.label(image));
        }
    }

    private static void add(MessageDigest digest, ComputationGraph network) {
        add(digest, network.getConfiguration().toJson());
        add(digest, network.params().toFloatVector());
    }

    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void add(MessageDigest digest, float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Float.BYTES);
        for (int start = 0; start < values.length; start += CHUNK) {
            int length = Math.min(CHUNK, values.length - start);
            bytes.clear().asFloatBuffer().put(values, start, length);
            digest.update(bytes.limit(length * Float.BYTES));
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}

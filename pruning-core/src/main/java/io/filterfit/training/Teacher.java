package io.filterfit.training;

import io.filterfit.dataset.ImageSplit;
import io.filterfit.dataset.NetworkInput;
import io.filterfit.evaluation.ForwardPass;
import io.filterfit.spec.TrainingSpec;
import java.util.function.BooleanSupplier;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A trained network that says what it thinks of images.
 *
 * <p>Where an image looks the same in every epoch, that is with neither augmentation nor mixup, the teacher sees it once: before the
 * first step it goes over the whole split, in an order that depends on nothing, so that a run which is taken up again hears the same. Else
 * it looks at every batch as the student does.
 */
final class Teacher implements AutoCloseable {

    private static final int CHUNK = 250;

    private final ForwardPass pass;
    private final NetworkInput input;
    private final ImageSplit images;
    private final CNN2DFormat layout;
    private final float[] known;

    /**
     * @param network of the same classes as the student; stays as it is
     * @param images what is trained on
     * @param layout of the batches
     */
    Teacher(ComputationGraph network, TrainingSpec spec, ImageSplit images, CNN2DFormat layout) {
        this.pass = ForwardPass.of(network);
        this.input = NetworkInput.of(network);
        input.check(images);
        this.images = images;
        this.layout = layout;
        this.known = spec.augment() || spec.mixup() != null ? null : new float[images.size() * input.classes()];
    }

    /** Looks at all images if once is enough; comes back early if there is no more need. */
    void prepare(BooleanSupplier cancelled) {
        for (int from = 0; known != null && from < images.size() && !cancelled.getAsBoolean(); from += CHUNK) {
            int to = Math.min(images.size(), from + CHUNK);
            try (INDArray features = images.features(from, to, layout)) {
                float[] logits = look(features);
                System.arraycopy(logits, 0, known, from * input.classes(), logits.length);
            }
        }
    }

    /** The batch with what the teacher says of it. */
    Batch teach(Batch batch) {
        float[] logits = known == null ? look(batch.features()) : recall(batch.images());
        return batch.taughtBy(new Logits(logits, input.classes()));
    }

    private float[] recall(int[] batch) {
        int classes = input.classes();
        float[] logits = new float[batch.length * classes];
        for (int i = 0; i < batch.length; i++) {
            System.arraycopy(known, batch[i] * classes, logits, i * classes, classes);
        }
        return logits;
    }

    private float[] look(INDArray features) {
        if (input.layout() == layout) {
            return pass.logits(features);
        }
        int[] axes = layout == CNN2DFormat.NHWC ? new int[] {0, 3, 1, 2} : new int[] {0, 2, 3, 1};
        try (INDArray turned = features.permute(axes).dup('c')) {
            return pass.logits(turned);
        }
    }

    @Override
    public void close() {
        pass.close();
    }
}

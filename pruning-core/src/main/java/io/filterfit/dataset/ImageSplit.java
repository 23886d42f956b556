package io.filterfit.dataset;

import io.filterfit.spec.InputNormalisation;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Labelled images of one split, in a fixed order; a view of the data set's bytes. */
public final class ImageSplit {

    private final String name;
    private final int classes;
    private final Normalisation normalisation;
    private final Records records;
    private final int[] order;

    ImageSplit(String name, int classes, Normalisation normalisation, Records records, int[] order) {
        this.name = name;
        this.classes = classes;
        this.normalisation = normalisation;
        this.records = records;
        this.order = order;
    }

    /** {@code training}, {@code validation} or {@code test}. */
    public String name() {
        return name;
    }

    public int size() {
        return order.length;
    }

    public ImageShape shape() {
        return records.shape();
    }

    public int classes() {
        return classes;
    }

    public Normalisation normalisation() {
        return normalisation;
    }

    /** The same images, normalised in another way. */
    ImageSplit normalised(InputNormalisation other) {
        Normalisation changed = new Normalisation(floats(other.mean()), floats(other.std()), normalisation.ground());
        return new ImageSplit(name, classes, changed, records, order);
    }

    private static float[] floats(List<Double> values) {
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values.get(i).floatValue();
        }
        return floats;
    }

    /** From 0 to {@code classes - 1}. */
    public int label(int image) {
        return records.label(order[image]);
    }

    /** Copies an image's bytes: its channels one after the other, each row by row. */
    public void copyPixels(int image, byte[] into) {
        records.copyPixels(order[image], into);
    }

    /** The images of these indices, in this order, under another name. */
    public ImageSplit select(String newName, int... images) {
        return new ImageSplit(
                newName,
                classes,
                normalisation,
                records,
                Arrays.stream(images).map(image -> order[image]).toArray());
    }

    /** The first images of the split, all of them if it has fewer. */
    public ImageSplit first(int images) {
        return new ImageSplit(
                name, classes, normalisation, records, Arrays.copyOf(order, Math.min(images, order.length)));
    }

    /**
     * Normalised images {@code from} (inclusive) to {@code to} (exclusive) as a float array [n, c, h, w] for NCHW, [n, h, w, c] for
     * NHWC.
     */
    public INDArray features(int from, int to, CNN2DFormat layout) {
        ImageEncoder encoder = new ImageEncoder(this, layout);
        float[] values = new float[(to - from) * shape().values()];
        for (int image = from; image < to; image++) {
            encoder.encode(image, values, (image - from) * shape().values());
        }
        return encoder.array(values, to - from);
    }

    /** Labels {@code from} (inclusive) to {@code to} (exclusive), one-hot, float [n, classes]. */
    public INDArray labels(int from, int to) {
        INDArray labels = Nd4j.zeros(DataType.FLOAT, to - from, classes);
        for (int image = from; image < to; image++) {
            labels.putScalar(image - from, label(image), 1);
        }
        return labels;
    }
}

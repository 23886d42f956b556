package io.filterfit.training;

import java.util.Arrays;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * One step's images.
 *
 * @param features normalised, in the network's layout
 * @param images which of the split they are, by index
 * @param labels one number an image
 * @param mixture what was mixed into them, if anything
 * @param teacher what the teacher says of them, if there is one
 */
record Batch(INDArray features, int[] images, int[] labels, Optional<Mixture> mixture, Optional<Logits> teacher)
        implements AutoCloseable {

    /**
     * Every image is the sum of two.
     *
     * @param share of the first, whose label is the image's own, in [0, 1]
     * @param labels of the others, one number an image
     */
    record Mixture(double share, int[] labels) {

        private Mixture part(int from, int to) {
            return new Mixture(share, Arrays.copyOfRange(labels, from, to));
        }
    }

    /** Of the first images of the split, as they are. */
    Batch(INDArray features, int[] labels) {
        this(features, indices(labels.length), labels, Optional.empty(), Optional.empty());
    }

    int size() {
        return labels.length;
    }

    /** The same images in another array. */
    Batch with(INDArray sameFeatures) {
        return new Batch(sameFeatures, images, labels, mixture, teacher);
    }

    INDArray oneHot(int classes) {
        float[] values = new float[labels.length * classes];
        for (int image = 0; image < labels.length; image++) {
            values[image * classes + labels[image]] = 1;
        }
        return Nd4j.create(values, new long[] {labels.length, classes}, 'c');
    }

    Batch taughtBy(Logits logits) {
        return new Batch(features, images, labels, mixture, Optional.of(logits));
    }

    /** A copy of the images {@code from} (inclusive) to {@code to} (exclusive), to be closed for itself. */
    Batch part(int from, int to) {
        return new Batch(
                features.get(
                                NDArrayIndex.interval(from, to),
                                NDArrayIndex.all(),
                                NDArrayIndex.all(),
                                NDArrayIndex.all())
                        .dup('c'),
                Arrays.copyOfRange(images, from, to),
                Arrays.copyOfRange(labels, from, to),
                mixture.map(mixed -> mixed.part(from, to)),
                teacher.map(logits -> logits.part(from, to)));
    }

    /** Gives the memory back now and not when garbage is next collected, which may be gigabytes later. */
    @Override
    public void close() {
        features.close();
    }

    private static int[] indices(int size) {
        int[] indices = new int[size];
        Arrays.setAll(indices, i -> i);
        return indices;
    }
}

package io.filterfit.training;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One step's images.
 *
 * @param features normalised, in the network's layout
 * @param labels one number an image
 */
record Batch(INDArray features, int[] labels) implements AutoCloseable {

    int size() {
        return labels.length;
    }

    INDArray oneHot(int classes) {
        float[] values = new float[labels.length * classes];
        for (int image = 0; image < labels.length; image++) {
            values[image * classes + labels[image]] = 1;
        }
        return Nd4j.create(values, new long[] {labels.length, classes}, 'c');
    }

    /** Gives the memory back now and not when garbage is next collected, which may be gigabytes later. */
    @Override
    public void close() {
        features.close();
    }
}

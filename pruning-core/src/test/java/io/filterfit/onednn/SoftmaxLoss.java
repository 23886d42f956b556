package io.filterfit.onednn;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Cross-entropy of one batch, in double precision. */
final class SoftmaxLoss {

    private final int[] labels;
    private final int classes;
    private double sum;

    SoftmaxLoss(int[] labels, int classes) {
        this.labels = labels;
        this.classes = classes;
    }

    static INDArray oneHot(int[] labels, int classes) {
        INDArray oneHot = Nd4j.zeros(labels.length, classes);
        for (int image = 0; image < labels.length; image++) {
            oneHot.putScalar(image, labels[image], 1);
        }
        return oneHot;
    }

    float[] gradient(float[] logits) {
        sum = 0;
        float[] gradient = new float[logits.length];
        for (int image = 0; image < labels.length; image++) {
            double exponentials = 0;
            for (int label = 0; label < classes; label++) {
                exponentials += Math.exp(logits[image * classes + label]);
            }
            for (int label = 0; label < classes; label++) {
                double probability = Math.exp(logits[image * classes + label]) / exponentials;
                gradient[image * classes + label] = (float) (probability - (label == labels[image] ? 1 : 0));
                sum -= label == labels[image] ? Math.log(probability) : 0;
            }
        }
        return gradient;
    }

    /** Over the batch, in nats. */
    double sum() {
        return sum;
    }
}

package io.filterfit.training;

import java.util.Arrays;

/**
 * What the output layer computes before its softmax.
 *
 * @param values [image][class], row after row
 * @param classes columns
 */
record Logits(float[] values, int classes) {

    int images() {
        return values.length / classes;
    }

    /** Of the images {@code from} (inclusive) to {@code to} (exclusive). */
    Logits part(int from, int to) {
        return new Logits(Arrays.copyOfRange(values, from * classes, to * classes), classes);
    }

    /** Images whose largest logit, the first of them where there are several, is that of the right class. */
    int correct(int[] labels) {
        int correct = 0;
        for (int image = 0; image < labels.length; image++) {
            correct += largest(image) == labels[image] ? 1 : 0;
        }
        return correct;
    }

    private int largest(int image) {
        int best = 0;
        for (int label = 1; label < classes; label++) {
            if (values[image * classes + label] > values[image * classes + best]) {
                best = label;
            }
        }
        return best;
    }
}

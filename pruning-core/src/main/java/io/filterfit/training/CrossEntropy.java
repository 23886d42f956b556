package io.filterfit.training;

/** Cross-entropy of the softmax of the logits with the labels. */
final class CrossEntropy implements Objective {

    @Override
    public double evaluate(Logits logits, Batch batch, float[] gradient) {
        double sum = 0;
        int classes = logits.classes();
        for (int image = 0; image < logits.images(); image++) {
            sum += ofImage(logits.values(), image * classes, classes, batch.labels()[image], gradient);
        }
        return sum;
    }

    /** With the largest logit taken off first, so that no exponential overflows. */
    private static double ofImage(float[] logits, int start, int classes, int label, float[] gradient) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = start; i < start + classes; i++) {
            largest = Math.max(largest, logits[i]);
        }
        double exponentials = 0;
        for (int i = start; i < start + classes; i++) {
            exponentials += Math.exp(logits[i] - largest);
        }
        for (int i = start; i < start + classes; i++) {
            gradient[i] = (float) (Math.exp(logits[i] - largest) / exponentials);
        }
        gradient[start + label] -= 1;
        return Math.log(exponentials) + largest - logits[start + label];
    }
}

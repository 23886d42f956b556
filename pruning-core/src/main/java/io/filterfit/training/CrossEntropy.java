package io.filterfit.training;

/**
 * Cross-entropy of the softmax of the logits with the labels.
 *
 * <p>With label smoothing s (Szegedy et al., 2016) the labels keep 1 - s of their probability, and s is spread over all classes. Of a
 * mixture of images (Zhang et al., 2018) both labels count by their images' shares.
 *
 * @param smoothing s, in [0, 1)
 */
record CrossEntropy(double smoothing) implements Objective {

    @Override
    public double evaluate(Logits logits, Batch batch, float[] gradient) {
        double sum = 0;
        int classes = logits.classes();
        double share = batch.mixture().map(Batch.Mixture::share).orElse(1.0) * (1 - smoothing);
        for (int image = 0; image < logits.images(); image++) {
            int start = image * classes;
            sum += softmax(logits.values(), start, classes, gradient);
            sum -= take(share, start + batch.labels()[image], logits, gradient);
            if (batch.mixture().isPresent()) {
                int other = batch.mixture().get().labels()[image];
                sum -= take(1 - smoothing - share, start + other, logits, gradient);
            }
            for (int i = start; smoothing > 0 && i < start + classes; i++) {
                sum -= take(smoothing / classes, i, logits, gradient);
            }
        }
        return sum;
    }

    @Override
    public double ofGuessing(int classes) {
        return Math.log(classes);
    }

    /** The softmax into the gradient, with the largest logit taken off first, so that no exponential overflows. */
    private static double softmax(float[] logits, int start, int classes, float[] gradient) {
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
        return Math.log(exponentials) + largest;
    }

    private static double take(double probability, int place, Logits logits, float[] gradient) {
        gradient[place] -= (float) probability;
        return probability * logits.values()[place];
    }
}

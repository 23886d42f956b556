package io.filterfit.evaluation;

/**
 * Class probabilities of some images.
 *
 * @param probabilities [image][class]; each row sums to 1
 */
public record Predictions(float[][] probabilities) {

    private static final double SMALLEST_PROBABILITY = 1e-12;

    /** Their softmax; logits lie image after image. */
    public static Predictions of(float[] logits, int classes) {
        float[][] probabilities = new float[logits.length / classes][];
        for (int image = 0; image < probabilities.length; image++) {
            probabilities[image] = softmax(logits, image * classes, classes);
        }
        return new Predictions(probabilities);
    }

    /** With the largest logit taken off first, so that no exponential overflows. */
    private static float[] softmax(float[] logits, int start, int classes) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = start; i < start + classes; i++) {
            largest = Math.max(largest, logits[i]);
        }
        double sum = 0;
        for (int i = start; i < start + classes; i++) {
            sum += Math.exp(logits[i] - largest);
        }
        float[] probabilities = new float[classes];
        for (int label = 0; label < classes; label++) {
            probabilities[label] = (float) (Math.exp(logits[start + label] - largest) / sum);
        }
        return probabilities;
    }

    /** Sum of the cross-entropies, in nats; not a number if any probability is none. */
    public double loss(int[] labels) {
        double sum = 0;
        for (int image = 0; image < labels.length; image++) {
            // Math.max lets a NaN through
            sum -= Math.log(Math.max(probabilities[image][labels[image]], SMALLEST_PROBABILITY));
        }
        return sum;
    }

    /** Images whose most probable class is the right one. */
    public int correct(int[] labels) {
        int correct = 0;
        for (int image = 0; image < labels.length; image++) {
            correct += mostProbable(image) == labels[image] ? 1 : 0;
        }
        return correct;
    }

    /** The first of the most probable classes. */
    int mostProbable(int image) {
        float[] row = probabilities[image];
        int best = 0;
        for (int label = 1; label < row.length; label++) {
            if (row[label] > row[best]) {
                best = label;
            }
        }
        return best;
    }

    /** How many classes are more probable than this one. */
    int rank(int image, int label) {
        float[] row = probabilities[image];
        int rank = 0;
        for (float probability : row) {
            rank += probability > row[label] ? 1 : 0;
        }
        return rank;
    }
}

package io.filterfit.training;

import io.filterfit.spec.Mixup;
import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.random.MersenneTwister;

/**
 * Which images a step mixes, and by which shares (mixup; Zhang et al., 2018); a function of the seed and the step. As in the paper's own
 * code, one share serves the whole batch, and what is mixed into it is the batch in another order.
 *
 * @param share of each image itself
 * @param other what is mixed into each image, by its place in the batch
 */
record Mixing(double share, int[] other) {

    static Mixing of(Mixup mixup, long seed, int step, int batchSize) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + step).split();
        int[] other = new int[batchSize];
        for (int i = 0; i < batchSize; i++) {
            int place = random.nextInt(i + 1);
            other[i] = other[place];
            other[place] = i;
        }
        MersenneTwister generator = new MersenneTwister(random.nextLong());
        return new Mixing(new BetaDistribution(generator, mixup.alpha(), mixup.alpha()).sample(), other);
    }

    /**
     * The images mixed.
     *
     * @param images {@code values} numbers each, one after the other
     */
    float[] mix(float[] images, int values) {
        float[] mixed = new float[images.length];
        for (int image = 0; image < other.length; image++) {
            int own = image * values;
            int theirs = other[image] * values;
            for (int i = 0; i < values; i++) {
                mixed[own + i] = (float) (share * images[own + i] + (1 - share) * images[theirs + i]);
            }
        }
        return mixed;
    }

    Batch.Mixture mixture(int[] labels) {
        int[] others = new int[labels.length];
        for (int image = 0; image < others.length; image++) {
            others[image] = labels[other[image]];
        }
        return new Batch.Mixture(share, others);
    }
}

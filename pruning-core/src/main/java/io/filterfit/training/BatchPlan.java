package io.filterfit.training;

import java.util.SplittableRandom;

/**
 * Which image goes where in one epoch, and how it is changed; a function of the seed and the epoch.
 *
 * @param order indices of the images
 * @param down how far each moves down, in pixels
 * @param right how far each moves to the right
 * @param flip whether each is mirrored
 */
record BatchPlan(int[] order, int[] down, int[] right, boolean[] flip) {

    private static final int PADDING = 4;

    static BatchPlan of(int images, boolean augment, long seed, int epoch) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + epoch);
        int[] order = new int[images];
        for (int i = 0; i < images; i++) {
            int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        int[] down = new int[images];
        int[] right = new int[images];
        boolean[] flip = new boolean[images];
        if (augment) {
            for (int i = 0; i < images; i++) {
                down[i] = random.nextInt(2 * PADDING + 1) - PADDING;
                right[i] = random.nextInt(2 * PADDING + 1) - PADDING;
                flip[i] = random.nextInt(2) == 1;
            }
        }
        return new BatchPlan(order, down, right, flip);
    }

    /** Steps of an epoch: a last batch of less than half the size is left out, as its batch norm would be off. */
    static int steps(int images, int batchSize) {
        int rest = images % batchSize;
        return Math.max(1, images / batchSize + (2 * rest >= batchSize ? 1 : 0));
    }
}

package io.filterfit.onednn;

import java.util.Arrays;

/**
 * A vector that holds one value for each channel of each tile, tile after tile.
 *
 * @param channels of a tile
 * @param tiles side by side
 */
record Tiling(int channels, int tiles) {

    int width() {
        return channels * tiles;
    }

    /** The values of the channels, again and again. */
    float[] spread(float[] values) {
        float[] all = new float[width()];
        for (int i = 0; i < all.length; i++) {
            all[i] = values[i % channels];
        }
        return all;
    }

    /** Those of the first tile. */
    float[] first(float[] all) {
        return Arrays.copyOf(all, channels);
    }

    /** Each channel's sum over the tiles. */
    float[] sum(float[] all) {
        float[] sums = new float[channels];
        for (int channel = 0; channel < channels; channel++) {
            double sum = 0;
            for (int i = channel; i < all.length; i += channels) {
                sum += all[i];
            }
            sums[channel] = (float) sum;
        }
        return sums;
    }

    /** Gives every tile the mean and the variance that its channels have over all tiles, which have equally many elements. */
    void joinMoments(float[] means, float[] variances) {
        for (int channel = 0; channel < channels; channel++) {
            double sum = 0;
            for (int i = channel; i < means.length; i += channels) {
                sum += means[i];
            }
            double mean = sum / tiles;
            double squares = 0;
            for (int i = channel; i < means.length; i += channels) {
                double apart = means[i] - mean;
                squares += variances[i] + apart * apart;
            }
            for (int i = channel; i < means.length; i += channels) {
                means[i] = (float) mean;
                variances[i] = (float) (squares / tiles);
            }
        }
    }
}

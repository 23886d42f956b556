package io.filterfit.dataset;

import java.util.Arrays;

/**
 * Maps a byte p of channel c to {@code (p / 255 - mean[c]) / deviation[c]}.
 *
 * @param mean by channel, of pixels in [0, 1]
 * @param deviation standard deviation by channel, above 0
 */
public record Normalisation(float[] mean, float[] deviation) {

    /** The customary constants of colour photographs, in order red, green, blue. */
    public static final Normalisation PHOTOGRAPHS =
            new Normalisation(new float[] {0.485f, 0.456f, 0.406f}, new float[] {0.229f, 0.224f, 0.225f});

    private static final int BYTE_VALUES = 256;

    public Normalisation {
        if (mean.length != deviation.length) {
            throw new IllegalArgumentException(mean.length + " means for " + deviation.length + " deviations");
        }
        for (float value : deviation) {
            if (!(value > 0)) {
                throw new IllegalArgumentException("deviation " + value + " is not above 0");
            }
        }
        mean = mean.clone();
        deviation = deviation.clone();
    }

    /** table[c][p] is what unsigned byte p of channel c becomes. */
    float[][] table() {
        float[][] table = new float[mean.length][BYTE_VALUES];
        for (int channel = 0; channel < mean.length; channel++) {
            for (int value = 0; value < BYTE_VALUES; value++) {
                table[channel][value] = (value / 255f - mean[channel]) / deviation[channel];
            }
        }
        return table;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Normalisation that
                && Arrays.equals(mean, that.mean)
                && Arrays.equals(deviation, that.deviation);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(mean) + Arrays.hashCode(deviation);
    }

    @Override
    public String toString() {
        return "mean " + Arrays.toString(mean) + ", deviation " + Arrays.toString(deviation);
    }
}

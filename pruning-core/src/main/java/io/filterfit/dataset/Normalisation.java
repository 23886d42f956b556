package io.filterfit.dataset;

import java.util.Arrays;

/**
 * Maps a byte p of channel c to {@code (p / 255 - mean[c]) / deviation[c]}.
 *
 * @param mean by channel, of pixels in [0, 1]
 * @param deviation standard deviation by channel, above 0
 * @param ground what lies beyond the border of an image
 */
public record Normalisation(float[] mean, float[] deviation, Ground ground) {

    /** What augmentation lets in from beyond the border. */
    public enum Ground {
        /** The mean colour, 0 once normalised: as good a guess as any about a photograph. */
        MEAN,
        /** Black: for things shown on a black ground, which a grey margin would cut off. */
        BLACK
    }

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

    /** With the mean colour beyond the border. */
    public Normalisation(float[] mean, float[] deviation) {
        this(mean, deviation, Ground.MEAN);
    }

    /** The same with black beyond the border. */
    Normalisation onBlack() {
        return new Normalisation(mean, deviation, Ground.BLACK);
    }

    /** What a pixel of this channel is beyond the border, normalised. */
    float beyondTheBorder(int channel) {
        return ground == Ground.MEAN ? 0 : -mean[channel] / deviation[channel];
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
                && Arrays.equals(deviation, that.deviation)
                && ground == that.ground;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(mean) + Arrays.hashCode(deviation)) + ground.hashCode();
    }

    @Override
    public String toString() {
        return "mean " + Arrays.toString(mean) + ", deviation " + Arrays.toString(deviation);
    }
}

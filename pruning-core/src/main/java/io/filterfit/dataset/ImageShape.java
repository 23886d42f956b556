package io.filterfit.dataset;

/** Size of every image of a data set, in pixels; 1 channel (grey) or 3 (red, green, blue). */
public record ImageShape(int height, int width, int channels) {

    public ImageShape {
        if (height < 1 || width < 1 || channels < 1) {
            throw new IllegalArgumentException("image of " + height + " x " + width + " x " + channels);
        }
    }

    /** Bytes of one image; also the floats of one encoded image. */
    public int values() {
        return height * width * channels;
    }

    /** For instance {@code 32x32x3}. */
    @Override
    public String toString() {
        return height + "x" + width + "x" + channels;
    }
}

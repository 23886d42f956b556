package io.filterfit.dataset;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Turns bytes into normalised floats in the layout of a network. Not for use by several threads at once. */
public final class ImageEncoder {

    private final ImageSplit split;
    private final ImageShape shape;
    private final CNN2DFormat layout;
    private final float[][] table;
    private final byte[] pixels;

    public ImageEncoder(ImageSplit split, CNN2DFormat layout) {
        this.split = split;
        this.shape = split.shape();
        this.layout = layout;
        this.table = split.normalisation().table();
        this.pixels = new byte[shape.values()];
    }

    /** Writes an image as it is, {@code shape.values()} floats from {@code offset}. */
    public void encode(int image, float[] into, int offset) {
        encode(image, 0, 0, false, into, offset);
    }

    /**
     * Writes an image moved by some pixels, then mirrored left to right if {@code flip}. What moves in from beyond the border is the
     * {@link Normalisation.Ground} of the data set.
     *
     * @param down how far the content moves down, negative for up
     * @param right how far it moves to the right, negative for left
     */
    public void encode(int image, int down, int right, boolean flip, float[] into, int offset) {
        split.copyPixels(image, pixels);
        int height = shape.height();
        int width = shape.width();
        int channels = shape.channels();
        int pixelStride = layout == CNN2DFormat.NHWC ? channels : 1;
        int channelStride = layout == CNN2DFormat.NHWC ? 1 : height * width;
        if (down != 0 || right != 0) {
            for (int channel = 0; channel < channels; channel++) {
                float ground = split.normalisation().beyondTheBorder(channel);
                int first = offset + channel * channelStride;
                for (int pixel = 0; pixel < height * width; pixel++) {
                    into[first + pixel * pixelStride] = ground;
                }
            }
        }
        int firstColumn = Math.max(0, right);
        int lastColumn = Math.min(width, width + right);
        for (int channel = 0; channel < channels; channel++) {
            float[] values = table[channel];
            for (int row = Math.max(0, down); row < Math.min(height, height + down); row++) {
                int source = (channel * height + row - down) * width - right;
                int target = offset + channel * channelStride + row * width * pixelStride;
                for (int column = firstColumn; column < lastColumn; column++) {
                    int place = flip ? width - 1 - column : column;
                    into[target + place * pixelStride] = values[pixels[source + column] & 0xff];
                }
            }
        }
    }

    /** Encoded images as one array: [n, c, h, w] for NCHW, [n, h, w, c] for NHWC. */
    public INDArray array(float[] values, int images) {
        return layout == CNN2DFormat.NHWC
                ? Nd4j.create(values, new long[] {images, shape.height(), shape.width(), shape.channels()}, 'c')
                : Nd4j.create(values, new long[] {images, shape.channels(), shape.height(), shape.width()}, 'c');
    }
}

package io.filterfit.dataset;

/** Mean and standard deviation of each channel over a data set's pixels. */
final class ChannelStatistics {

    private static final int BYTE_VALUES = 256;
    private static final double SMALLEST_DEVIATION = 1.0 / 255;

    private ChannelStatistics() {}

    static Normalisation of(Records records) {
        ImageShape shape = records.shape();
        long[][] histogram = histogram(records);
        float[] mean = new float[shape.channels()];
        float[] deviation = new float[shape.channels()];
        double count = (double) records.size() * shape.height() * shape.width();
        for (int channel = 0; channel < shape.channels(); channel++) {
            double sum = 0;
            double squares = 0;
            for (int value = 0; value < BYTE_VALUES; value++) {
                double scaled = value / 255.0;
                sum += histogram[channel][value] * scaled;
                squares += histogram[channel][value] * scaled * scaled;
            }
            double variance = Math.max(0, squares / count - (sum / count) * (sum / count));
            mean[channel] = (float) (sum / count);
            deviation[channel] = (float) Math.max(SMALLEST_DEVIATION, Math.sqrt(variance));
        }
        return new Normalisation(mean, deviation);
    }

    private static long[][] histogram(Records records) {
        ImageShape shape = records.shape();
        long[][] histogram = new long[shape.channels()][BYTE_VALUES];
        byte[] pixels = new byte[shape.values()];
        int pixelsPerChannel = shape.height() * shape.width();
        for (int record = 0; record < records.size(); record++) {
            records.copyPixels(record, pixels);
            for (int i = 0; i < pixels.length; i++) {
                histogram[i / pixelsPerChannel][pixels[i] & 0xff]++;
            }
        }
        return histogram;
    }
}

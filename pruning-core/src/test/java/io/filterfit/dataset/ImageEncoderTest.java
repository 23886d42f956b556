package io.filterfit.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.filterfit.spec.InputNormalisation;
import java.nio.ByteBuffer;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class ImageEncoderTest {

    private static final float TOLERANCE = 1e-6f;

    /** One image, 2 x 3 pixels, 2 channels: bytes 0, 51, ... so that value v / 255 is a multiple of 0.2. */
    private static final int[][][] PIXELS = {{{0, 51, 102}, {153, 204, 255}}, {{255, 204, 153}, {102, 51, 0}}};

    private static final ImageSplit SPLIT = split();

    private static ImageSplit split() {
        return split(new Normalisation(new float[] {0.2f, 0.4f}, new float[] {0.5f, 0.25f}));
    }

    private static ImageSplit split(Normalisation normalisation) {
        ByteBuffer buffer = ByteBuffer.allocate(13).put((byte) 1);
        for (int[][] channel : PIXELS) {
            for (int[] row : channel) {
                for (int value : row) {
                    buffer.put((byte) value);
                }
            }
        }
        Records records = new Records(new ImageShape(2, 3, 2), List.of(buffer.flip()));
        return new ImageSplit("training", 2, normalisation, records, new int[] {0});
    }

    private static float normalised(int channel, int row, int column) {
        float scaled = PIXELS[channel][row][column] / 255f;
        return channel == 0 ? (scaled - 0.2f) / 0.5f : (scaled - 0.4f) / 0.25f;
    }

    @Test
    void aNetworkCanExpectAnotherNormalisation() {
        ImageSplit raw = split(new Normalisation(new float[2], new float[] {1, 1}));

        ImageSplit wanted = raw.normalised(new InputNormalisation(List.of(0.2, 0.4), List.of(0.5, 0.25)));

        assertThat(wanted.features(0, 1, CNN2DFormat.NCHW)).isEqualTo(SPLIT.features(0, 1, CNN2DFormat.NCHW));
    }

    @Test
    void channelsComeFirstInNchw() {
        INDArray features = SPLIT.features(0, 1, CNN2DFormat.NCHW);

        assertThat(features.shape()).containsExactly(1, 2, 2, 3);
        forEachValue((channel, row, column) -> assertThat(features.getFloat(0, channel, row, column))
                .isCloseTo(normalised(channel, row, column), within(TOLERANCE)));
    }

    @Test
    void channelsComeLastInNhwc() {
        INDArray features = SPLIT.features(0, 1, CNN2DFormat.NHWC);

        assertThat(features.shape()).containsExactly(1, 2, 3, 2);
        forEachValue((channel, row, column) -> assertThat(features.getFloat(0, row, column, channel))
                .isCloseTo(normalised(channel, row, column), within(TOLERANCE)));
    }

    @Test
    void labelsAreOneHot() {
        assertThat(SPLIT.labels(0, 1).toFloatMatrix()).isEqualTo(new float[][] {{0, 1}});
    }

    @Test
    void aFlippedImageIsMirroredLeftToRight() {
        float[] values = new float[12];

        new ImageEncoder(SPLIT, CNN2DFormat.NCHW).encode(0, 0, 0, true, values, 0);

        forEachValue((channel, row, column) -> assertThat(values[(channel * 2 + row) * 3 + column])
                .isCloseTo(normalised(channel, row, 2 - column), within(TOLERANCE)));
    }

    @Test
    void aMovedImageLeavesTheMeanColourBehind() {
        for (CNN2DFormat layout : List.of(CNN2DFormat.NCHW, CNN2DFormat.NHWC)) {
            float[] values = new float[12];
            java.util.Arrays.fill(values, 99);

            new ImageEncoder(SPLIT, layout).encode(0, 1, -2, false, values, 0);

            forEachValue((channel, row, column) -> {
                boolean within = row - 1 >= 0 && column + 2 < 3;
                float expected = within ? normalised(channel, row - 1, column + 2) : 0;
                int place = layout == CNN2DFormat.NCHW
                        ? (channel * 2 + row) * 3 + column
                        : (row * 3 + column) * 2 + channel;
                assertThat(values[place])
                        .as("%s channel %d row %d column %d", layout, channel, row, column)
                        .isCloseTo(expected, within(TOLERANCE));
            });
        }
    }

    @Test
    void aMovedImageOnBlackLeavesBlackBehind() {
        float[] values = new float[12];

        new ImageEncoder(split(SPLIT.normalisation().onBlack()), CNN2DFormat.NHWC).encode(0, 1, 0, false, values, 0);

        for (int column = 0; column < 3; column++) {
            assertThat(values[2 * column]).isCloseTo(-0.2f / 0.5f, within(TOLERANCE));
            assertThat(values[2 * column + 1]).isCloseTo(-0.4f / 0.25f, within(TOLERANCE));
        }
    }

    private interface Visitor {
        void visit(int channel, int row, int column);
    }

    private static void forEachValue(Visitor visitor) {
        for (int channel = 0; channel < 2; channel++) {
            for (int row = 0; row < 2; row++) {
                for (int column = 0; column < 3; column++) {
                    visitor.visit(channel, row, column);
                }
            }
        }
    }
}

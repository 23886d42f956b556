package io.filterfit.model.onnx;

import java.util.Arrays;

/** Constants that have one value for each channel. */
final class PerChannel {

    private PerChannel() {}

    /**
     * @param constant of one element, or of the channels' number along the channel axis and 1 along the others
     * @return a value for each channel
     */
    static float[] values(OnnxNode node, Tensor constant, Place place) {
        float[] values = new float[place.channels()];
        if (constant.length() == 1) {
            Arrays.fill(values, constant.real(0));
            return values;
        }
        int trailing = place.isImage() ? 2 : 0;
        long[] shape = constant.shape();
        int channelAxis = shape.length - 1 - trailing;
        // A slope or scale of shape [c] beside an image is one per column in ONNX, whatever its author may have meant.
        boolean perChannel =
                channelAxis >= 0 && shape[channelAxis] == place.channels() && constant.length() == place.channels();
        node.require(
                perChannel && place.form() != Place.Form.FLATTENED,
                "combines its input with a constant of shape " + Shapes.text(shape)
                        + "; only one value for all, or one for each channel, is known");
        System.arraycopy(constant.reals(), 0, values, 0, values.length);
        return values;
    }
}

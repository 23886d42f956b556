package io.filterfit.model.keras;

import io.filterfit.model.hdf5.Hdf5Object;
import io.filterfit.model.onnx.GraphDraft;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * One call of a layer, to be drawn up.
 *
 * @param draft of the graph
 * @param dialect of the model
 * @param name of the layer, and of the model that it is in
 * @param settings how it is configured
 * @param inputs what it takes
 * @param weights of the layer, in the order in which Keras creates them
 */
record Call(
        GraphDraft draft,
        Dialect dialect,
        String name,
        Settings settings,
        List<Operand> inputs,
        List<Hdf5Object> weights) {

    /** What reading depends on besides a layer's own settings. */
    record Dialect(boolean channelsFirst, boolean keras2) {}

    /** A value of the draft, or, that being null, a number. */
    record Operand(String value, double number) {}

    /** The only tensor that it takes. */
    String input() {
        settings.require(inputs.size() == 1 && inputs.get(0).value() != null, "takes one tensor, and is given others");
        return inputs.get(0).value();
    }

    /** The tensors that it takes, at least two. */
    List<String> branches() {
        settings.require(
                inputs.size() >= 2 && inputs.stream().allMatch(input -> input.value() != null),
                "combines tensors, and is given something else");
        return inputs.stream().map(Operand::value).toList();
    }

    /** [n, c, h, w] or [n, length] */
    long[] shape(String value) {
        return draft.shape(value);
    }

    /** The extent of the only input, which has to be an image: [c, h, w]. */
    long[] image() {
        long[] shape = shape(input());
        settings.require(shape.length == 4, "takes an image, and is given a vector");
        return Arrays.copyOfRange(shape, 1, 4);
    }

    boolean isImage(String value) {
        return shape(value).length == 4;
    }

    /** The last axis in Keras, which dense layers work on, is that of the channels. */
    void requireChannelsLast() {
        settings.require(
                !dialect.channelsFirst(),
                "works along the last axis of an image whose channels come first; put them last");
    }

    /** Whether an axis, as Keras counts, is that of the channels of a value. */
    boolean isChannelAxis(int axis, String value) {
        int rank = shape(value).length;
        int counted = axis < 0 ? axis + rank : axis;
        return counted == (dialect.channelsFirst() ? 1 : rank - 1);
    }

    /**
     * The layer's weights.
     *
     * @param expected how many there have to be
     * @param all for instance "a kernel and a bias"
     */
    List<Hdf5Object> weights(int expected, String all) {
        if (weights.size() != expected) {
            throw settings.file()
                    .unreadable(settings + " has " + weights.size() + " weights in the file where " + all
                            + " belong; save the whole model, once it is built, with model.save(\"model.keras\")");
        }
        return weights;
    }

    /**
     * Weights as a constant.
     *
     * @param order which axis of the weights each of the constant is; none leaves them as they are
     * @param rank that they have to have
     */
    String constant(String part, Hdf5Object weight, int rank, int... order) {
        return draft.constant(name + "." + part, checked(weight, rank), weight.floats(), order);
    }

    private long[] checked(Hdf5Object weight, int rank) {
        long[] shape = weight.shape();
        if (shape.length != rank || Arrays.stream(shape).anyMatch(size -> size < 1)) {
            throw settings.file()
                    .unreadable(settings + " has weights of shape " + Arrays.toString(shape)
                            + " in the file; save the model again");
        }
        return shape;
    }

    /** Weights that have one number for each of the channels. */
    float[] perChannel(Hdf5Object weight, int channels) {
        if (Arrays.stream(weight.shape()).reduce(1, (a, b) -> a * b) != channels) {
            throw settings.file()
                    .unreadable(settings + " has not one number for each of " + channels
                            + " channels in the file; save the model again");
        }
        return weight.floats();
    }

    /** A constant of one number. */
    String number(double value) {
        return draft.constant(name + ".number", new long[0], new float[] {(float) value});
    }

    String whole(String part, long... values) {
        return draft.constant(name + "." + part, values);
    }

    /** The node that bears the layer's name. */
    String node(String operator, Map<String, Object> attributes, String... values) {
        return draft.node(name, operator, attributes, values);
    }

    /** A node beside it. */
    String part(String part, String operator, Map<String, Object> attributes, String... values) {
        return draft.node(name + "." + part, operator, attributes, values);
    }
}

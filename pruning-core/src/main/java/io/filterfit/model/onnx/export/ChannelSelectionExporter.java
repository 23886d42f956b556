package io.filterfit.model.onnx.export;

import io.filterfit.model.vertex.ChannelSelection;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;

/**
 * Channels in another order: as a slice where they are a range, as the transposition that frameworks write where they are a regular
 * shuffle, else as a gathering.
 */
final class ChannelSelectionExporter implements VertexExporter<ChannelSelection> {

    private static final int CHANNEL_AXIS = 1;

    @Override
    public String export(ChannelSelection selection, Place place) {
        int[] channels = selection.channels();
        int inputs = channels(place.inputs().get(0).type());
        if (isRange(channels)) {
            return channels.length == inputs
                    ? place.input()
                    : Slices.of(place, CHANNEL_AXIS, channels[0], channels[0] + (long) channels.length);
        }
        int groups = channels.length == inputs ? groups(channels) : 0;
        if (groups > 0) {
            return shuffle(place, groups, inputs / groups);
        }
        String indices = place.constant(
                "channels",
                new Constant.Longs(IntStream.of(channels).asLongStream().toArray()));
        return place.add("Gather", List.of(place.input(), indices), Attributes.integer("axis", CHANNEL_AXIS));
    }

    private static int channels(InputType type) {
        return Math.toIntExact(
                type instanceof InputTypeConvolutional image ? image.getChannels() : type.arrayElementsPerExample());
    }

    private static boolean isRange(int[] channels) {
        return IntStream.range(1, channels.length).allMatch(i -> channels[i] == channels[0] + i);
    }

    /** Into how many groups the channels have to be cut for one of each in turn to give the selection; 0 for none. */
    private static int groups(int[] channels) {
        int size = channels[1]; // the first of the second group
        if (channels[0] != 0 || size < 1 || channels.length % size != 0) {
            return 0;
        }
        int groups = channels.length / size;
        return IntStream.range(0, channels.length).allMatch(i -> channels[i] == i % groups * size + i / groups)
                ? groups
                : 0;
    }

    private static String shuffle(Place place, int groups, int size) {
        long[] space = place.readsImage()
                ? new long[] {place.image().getHeight(), place.image().getWidth()}
                : new long[0];
        String apart =
                place.add("Reshape", List.of(place.input(), place.constant("apart", shape(space, groups, size))));
        int[] swap = place.readsImage() ? new int[] {0, 2, 1, 3, 4} : new int[] {0, 2, 1};
        String swapped = place.add("Transpose", apart, Attributes.integers("perm", swap));
        return place.add("Reshape", List.of(swapped, place.constant("together", shape(space, (long) groups * size))));
    }

    private static Constant shape(long[] space, long... channels) {
        return new Constant.Longs(
                LongStream.concat(LongStream.concat(LongStream.of(-1), LongStream.of(channels)), LongStream.of(space))
                        .toArray());
    }
}

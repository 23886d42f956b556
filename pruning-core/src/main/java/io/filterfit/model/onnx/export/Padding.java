package io.filterfit.model.onnx.export;

import java.util.List;
import java.util.stream.LongStream;

/** Constants put around the vertex' input. */
final class Padding {

    private Padding() {}

    /** Zeros before and after each axis. */
    static String zeros(Place place, long[] before, long[] after) {
        return place.add("Pad", List.of(place.input(), pads(place, before, after)));
    }

    static String of(Place place, long[] before, long[] after, double value) {
        return place.add("Pad", List.of(place.input(), pads(place, before, after), place.scalar("value", value)));
    }

    private static String pads(Place place, long[] before, long[] after) {
        return place.constant(
                "pads",
                new Constant.Longs(LongStream.concat(LongStream.of(before), LongStream.of(after))
                        .toArray()));
    }
}

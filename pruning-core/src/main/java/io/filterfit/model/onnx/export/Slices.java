package io.filterfit.model.onnx.export;

import java.util.List;

/** Ranges cut out of the vertex' input. */
final class Slices {

    private Slices() {}

    /** From the first up to, not including, the end, along one axis. */
    static String of(Place place, int axis, long first, long end) {
        return of(place, place.input(), new long[] {first}, new long[] {end}, new long[] {axis});
    }

    static String of(Place place, String tensor, long[] firsts, long[] ends, long[] axes) {
        return place.add(
                "Slice",
                List.of(
                        tensor,
                        place.constant("starts", new Constant.Longs(firsts)),
                        place.constant("ends", new Constant.Longs(ends)),
                        place.constant("axes", new Constant.Longs(axes))));
    }
}

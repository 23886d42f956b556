package io.filterfit.model.keras;

import io.filterfit.model.onnx.GraphDraft;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** What changes the extent of images: pooling, padding, cropping, enlarging, and making vectors of them. */
final class Images {

    private Images() {}

    /** MaxPooling2D and AveragePooling2D, which averages over what is there only. */
    static String pooled(Call call, String operator) {
        long[] size = call.settings().pair("pool_size", 2);
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("kernel_shape", size);
        attributes.put(
                "strides", call.settings().has("strides") ? call.settings().pair("strides", 1) : size);
        attributes.put("auto_pad", Convolutions.padding(call));
        return call.node(operator, attributes, call.input());
    }

    /** GlobalAveragePooling2D and GlobalMaxPooling2D */
    static String pooledWhole(Call call, String operator) {
        call.image();
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("axes", new long[] {2, 3});
        attributes.put("keepdims", call.settings().flag("keepdims", false) ? 1L : 0L);
        return call.node(operator, attributes, call.input());
    }

    static String padded(Call call) {
        call.image();
        long[] sides = call.settings().sides("padding");
        return call.node(
                "Pad",
                Map.of(),
                call.input(),
                call.whole("padding", 0, 0, sides[0], sides[2], 0, 0, sides[1], sides[3]));
    }

    static String cropped(Call call) {
        long[] image = call.image();
        long[] sides = call.settings().sides("cropping");
        return middle(call, "", call.input(), new long[] {sides[0], sides[2]}, new long[] {
            image[1] - sides[0] - sides[1], image[2] - sides[2] - sides[3]
        });
    }

    /**
     * Some rows and columns of an image.
     *
     * @param part of the layer; blank if it is all of it
     * @param start the first row and column
     * @param size how many
     */
    static String middle(Call call, String part, String value, long[] start, long[] size) {
        call.settings().require(size[0] > 0 && size[1] > 0, "leaves nothing of its image");
        String[] inputs = {
            value,
            call.whole("start", start),
            call.whole("end", start[0] + size[0], start[1] + size[1]),
            call.whole("axes", 2, 3)
        };
        return part.isEmpty() ? call.node("Slice", Map.of(), inputs) : call.part(part, "Slice", Map.of(), inputs);
    }

    /** UpSampling2D by repeating pixels */
    static String enlarged(Call call) {
        String interpolation = call.settings().text("interpolation", "nearest");
        call.settings()
                .require(
                        interpolation.equals("nearest"),
                        "interpolates between pixels (" + interpolation + "); only nearest is known");
        long[] size = call.settings().pair("size", 2);
        String scales =
                call.draft().constant(call.name() + ".scales", new long[] {4}, new float[] {1, 1, size[0], size[1]});
        return call.node(
                "Resize",
                Map.of("mode", "nearest", "coordinate_transformation_mode", "asymmetric", "nearest_mode", "floor"),
                call.input(),
                "",
                scales);
    }

    /** Flatten: in the order h, w, c, unless the layer takes images with channels first for ones with channels last. */
    static String flat(Call call) {
        boolean asTheyAre = call.settings().text("data_format", "channels_last").equals("channels_last");
        if (!call.isImage(call.input())) {
            return call.input();
        }
        boolean rows = call.dialect().channelsFirst() && asTheyAre;
        call.settings()
                .require(
                        call.dialect().channelsFirst() || asTheyAre,
                        "flattens images as if their channels came first; leave data_format out");
        return call.node(rows ? "Flatten" : GraphDraft.PIXEL_FLATTEN, Map.of(), call.input());
    }

    /** Reshape, where it makes a vector of an image, an image of one pixel of a vector, or changes nothing. */
    static String reshaped(Call call) {
        long[] from = call.shape(call.input());
        long[] image = call.dialect().channelsFirst() || from.length == 2
                ? Arrays.copyOfRange(from, 1, from.length)
                : new long[] {from[2], from[3], from[1]};
        long length = Arrays.stream(image).reduce(1, (a, b) -> a * b);
        long[] wanted = target(call, length);
        if (Arrays.equals(wanted, image)) {
            return call.input();
        }
        if (wanted.length == 1 && wanted[0] == length && from.length == 4) {
            return call.node(
                    call.dialect().channelsFirst() ? "Flatten" : GraphDraft.PIXEL_FLATTEN, Map.of(), call.input());
        }
        int channelAxis = call.dialect().channelsFirst() ? 0 : 2;
        boolean pixel = from.length == 2 && wanted.length == 3 && wanted[channelAxis] == length;
        call.settings()
                .require(
                        pixel,
                        "makes " + Arrays.toString(wanted) + " of " + Arrays.toString(image)
                                + "; only vectors of images, and images of one pixel of vectors, are known");
        return call.node("Unsqueeze", Map.of(), call.input(), call.whole("axes", 2, 3));
    }

    private static long[] target(Call call, long length) {
        long[] target = new long[Math.min(call.settings().get("target_shape").size(), 4)];
        long known = 1;
        for (int axis = 0; axis < target.length; axis++) {
            target[axis] = call.settings().get("target_shape").get(axis).asLong();
            known *= target[axis] == -1 ? 1 : Math.min(Math.abs(target[axis]), Integer.MAX_VALUE);
        }
        for (int axis = 0; axis < target.length; axis++) {
            if (target[axis] == -1 && known > 0) {
                target[axis] = length / known;
            }
        }
        return target;
    }
}

package io.filterfit.model.onnx;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;

/** Resize to a multiple of the size by repeating pixels. */
final class Upsampling implements Operator {

    @Override
    public List<long[]> shapes(OnnxNode node, OnnxGraph graph) {
        long[] shape = graph.shape(node.input(0));
        int[] factors = factors(node, graph, shape);
        return List.of(new long[] {shape[0], shape[1], shape[2] * factors[0], shape[3] * factors[1]});
    }

    private static int[] factors(OnnxNode node, OnnxGraph graph, long[] shape) {
        node.require(shape.length == 4, "takes a value that is no image any more");
        node.require(
                node.text("mode", "nearest").equals("nearest"),
                "interpolates between pixels (" + node.text("mode", "") + "); only nearest is known");
        double[] scales = new double[4];
        for (int axis = 0; axis < 4; axis++) {
            scales[axis] = scale(node, graph, axis, shape[axis]);
        }
        for (double scale : scales) {
            node.require(
                    scale >= 1 && scale <= 1 << 10 && scale == Math.rint(scale),
                    "resizes by " + scale + "; only whole multiples are known");
        }
        node.require(scales[0] == 1 && scales[1] == 1, "resizes the batch or the channels");
        node.require(repeats(node), "picks pixels by another rule than repeating each");
        return new int[] {(int) scales[2], (int) scales[3]};
    }

    private static double scale(OnnxNode node, OnnxGraph graph, int axis, long size) {
        boolean sized = node.has(3);
        Tensor given = graph.constant(node.input(sized ? 3 : 2))
                .orElseThrow(() -> node.unsupported("computes its size from the image"));
        node.require(given.length() == 4 && !node.has("axes"), "resizes some axes only");
        return sized ? (double) given.whole(axis) / size : given.real(axis);
    }

    /** Whether a multiple of the size repeats each pixel as often. */
    private static boolean repeats(OnnxNode node) {
        String rounding = node.text("nearest_mode", "round_prefer_floor");
        return switch (node.text("coordinate_transformation_mode", "half_pixel")) {
            case "asymmetric" -> rounding.equals("floor");
            case "half_pixel", "pytorch_half_pixel", "half_pixel_symmetric" -> rounding.startsWith("round_prefer");
            default -> false;
        };
    }

    @Override
    public void build(OnnxNode node, Assembly assembly) {
        Place image = assembly.image(node, 0);
        int[] factors = factors(node, assembly.graph(), assembly.graph().shape(node.input(0)));
        Upsampling2D layer = new Upsampling2D.Builder(factors[0])
                .size(factors)
                .dataFormat(Assembly.LAYOUT)
                .build();
        assembly.place(
                node.output(),
                Place.image(
                        assembly.layer(node.name(), layer, image.vertex()),
                        assembly.graph().shape(node.output())));
    }
}

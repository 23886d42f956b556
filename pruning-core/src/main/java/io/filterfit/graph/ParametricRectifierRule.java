package io.filterfit.graph;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.PReLULayer;

/**
 * A parametric rectifier: a slope for each channel, or one for all. W [c, 1, 1] in NCHW, [1, 1, c] in NHWC, [f] behind a dense layer.
 */
final class ParametricRectifierRule implements LayerRule<PReLULayer> {

    @Override
    public Channels flow(PReLULayer layer, Site site) {
        int[] axes = axesOfSlopes(layer);
        int channelAxis = site.readsImage() && site.layout() == CNN2DFormat.NHWC ? 2 : 0;
        if (axes.length > 1 || axes.length == 1 && axes[0] != channelAxis) {
            return site.opaque("'" + site.name() + "' has a slope for every place of an image");
        }
        return site.input();
    }

    @Override
    public Role role() {
        return Role.ACTIVATION;
    }

    @Override
    public List<Parameter> parameters(PReLULayer layer) {
        List<Parameter.Axis> axes = Arrays.stream(axesOfSlopes(layer))
                .limit(1)
                .mapToObj(Parameter.Axis::output)
                .toList();
        return List.of(new Parameter("W", Parameter.Kind.SLOPE, axes));
    }

    @Override
    public void resize(PReLULayer layer, int inputs, int outputs) {
        long[] shape = layer.getInputShape().clone();
        for (int axis : axesOfSlopes(layer)) {
            shape[axis] = outputs;
        }
        layer.setInputShape(shape);
    }

    /** The axes of an activation without its batch along which slopes differ. */
    private static int[] axesOfSlopes(PReLULayer layer) {
        long[] shape = layer.getInputShape();
        long[] shared = layer.getSharedAxes() == null ? new long[0] : layer.getSharedAxes();
        return IntStream.range(0, shape.length)
                .filter(axis ->
                        shape[axis] > 1 && Arrays.stream(shared).noneMatch(sharedAxis -> sharedAxis == axis + 1))
                .toArray();
    }
}

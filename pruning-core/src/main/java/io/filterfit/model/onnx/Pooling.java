package io.filterfit.model.onnx;

import io.filterfit.model.vertex.SpatialPadding;
import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;

/**
 * MaxPool and AveragePool. Padding that differs from side to side, as rounding up makes it, comes in front: with the lowest number for a
 * maximum, with zeros for an average that counts them.
 */
final class Pooling implements Operator {

    @Override
    public List<long[]> shapes(OnnxNode node, OnnxGraph graph) {
        long[] input = graph.shape(node.input(0));
        return List.of(window(node, input).shape(input[0], input[1]));
    }

    private static Window window(OnnxNode node, long[] input) {
        return Window.of(node, input, node.wholes("kernel_shape"));
    }

    @Override
    public void build(OnnxNode node, Assembly assembly) {
        long[] shape = assembly.graph().shape(node.input(0));
        Window window = window(node, shape);
        boolean maximum = node.is("MaxPool");
        Place input = assembly.input(node, 0);
        if (window.covers(shape) && assembly.isFlattened(node.output())) {
            PoolingType type = maximum ? PoolingType.MAX : PoolingType.AVG;
            assembly.place(node.output(), GlobalPooling.pooled(node, assembly, input, type));
            return;
        }
        Place image = assembly.image(node, 0);
        int[] rows = window.needed(0, image.height());
        int[] columns = window.needed(1, image.width());
        node.require(maximum || !window.isDilated(), "averages over dilated windows, which is not known");
        // Deeplearning4j pools wrongly where windows are dilated and padded at once, so then the padding is a vertex of
        // its own.
        boolean even = rows[0] == rows[1] && columns[0] == columns[1] && !(window.isDilated() && window.isPadded());
        boolean counted = node.whole("count_include_pad", 0) != 0;
        String from = image.vertex();
        if (!even) {
            boolean rounded = rows[1] > window.after()[0] || columns[1] > window.after()[1];
            node.require(
                    maximum || counted && !rounded,
                    "averages over windows that reach beyond one side of the image only, without counting it");
            from = Padding.spatial(
                    node.name() + ".pad",
                    assembly,
                    from,
                    new int[] {rows[0], columns[0]},
                    new int[] {rows[1], columns[1]},
                    maximum ? SpatialPadding.LOWEST : 0);
        }
        SubsamplingLayer layer = new SubsamplingLayer.Builder(
                        maximum ? SubsamplingLayer.PoolingType.MAX : SubsamplingLayer.PoolingType.AVG)
                .kernelSize(window.kernel())
                .stride(window.strides())
                .padding(even ? window.before() : new int[2])
                .dilation(window.dilations())
                .dataFormat(Assembly.LAYOUT)
                .convolutionMode(ConvolutionMode.Truncate)
                .build();
        layer.setAvgPoolIncludePadInDivisor(counted);
        assembly.place(
                node.output(),
                Place.image(
                        assembly.layer(node.name(), layer, from),
                        assembly.graph().shape(node.output())));
    }
}

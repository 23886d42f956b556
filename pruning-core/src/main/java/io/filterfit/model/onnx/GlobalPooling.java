package io.filterfit.model.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;

/** GlobalAveragePool, GlobalMaxPool, and ReduceMean and ReduceMax over height and width. */
final class GlobalPooling implements Operator {

    static final Map<String, PoolingType> TYPES = Map.of(
            "GlobalAveragePool", PoolingType.AVG,
            "GlobalMaxPool", PoolingType.MAX,
            "ReduceMean", PoolingType.AVG,
            "ReduceMax", PoolingType.MAX);

    @Override
    public List<long[]> shapes(OnnxNode node, OnnxGraph graph) {
        long[] shape = graph.shape(node.input(0));
        node.require(shape.length == 4, "takes a value that is no image any more");
        boolean kept = true;
        if (node.operator().startsWith("Reduce")) {
            int[] axes = Shapes.axes(axes(node, graph), 4);
            node.require(Arrays.equals(axes, new int[] {2, 3}), "reduces other axes than height and width together");
            kept = node.whole("keepdims", 1) != 0;
        }
        return List.of(kept ? new long[] {shape[0], shape[1], 1, 1} : new long[] {shape[0], shape[1]});
    }

    private static long[] axes(OnnxNode node, OnnxGraph graph) {
        return node.has(1)
                ? graph.constant(node.input(1))
                        .orElseThrow(() -> node.unsupported("computes which axes it reduces"))
                        .wholes()
                : node.wholes("axes");
    }

    @Override
    public void build(OnnxNode node, Assembly assembly) {
        Place input = assembly.input(node, 0);
        assembly.place(node.output(), pooled(node, assembly, input, TYPES.get(node.operator())));
    }

    static Place pooled(OnnxNode node, Assembly assembly, Place input, PoolingType type) {
        if (input.isVector()) {
            return input;
        }
        node.require(input.isImage(), "takes a value that is no image any more");
        GlobalPoolingLayer layer = new GlobalPoolingLayer.Builder(type).build();
        return Place.vector(assembly.layer(node.name(), layer, input.vertex()), input.channels());
    }
}

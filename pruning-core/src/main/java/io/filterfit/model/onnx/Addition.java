package io.filterfit.model.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;

/** Add and Sum over any number of branches; Add and Sub of a constant for each channel. */
final class Addition implements Operator {

    @Override
    public List<long[]> shapes(OnnxNode node, OnnxGraph graph) {
        return List.of(ofAll(node, graph));
    }

    /** The shape that all inputs are stretched to. */
    static long[] ofAll(OnnxNode node, OnnxGraph graph) {
        long[] shape = graph.shape(node.input(0));
        for (String input : node.inputs()) {
            long[] other = graph.shape(input);
            shape = Shapes.broadcast(shape, other);
            node.require(shape != null, "combines values whose shapes do not fit");
        }
        return shape;
    }

    @Override
    public void build(OnnxNode node, Assembly assembly) {
        List<Place> branches = new ArrayList<>();
        List<Tensor> constants = new ArrayList<>();
        for (String input : node.inputs()) {
            if (assembly.place(input) == null) {
                constants.add(assembly.graph().constants().get(input));
            } else {
                branches.add(assembly.place(input));
            }
        }
        if (constants.isEmpty()) {
            node.require(!node.is("Sub"), "subtracts one activation from another, which is not known");
            assembly.place(
                    node.output(), BranchCombination.combined(node, assembly, branches, ElementWiseVertex.Op.Add));
            return;
        }
        node.require(branches.size() == 1 && constants.size() == 1, "adds several constants at once");
        assembly.place(node.output(), shifted(node, assembly, branches.get(0), constants.get(0)));
    }

    private static Place shifted(OnnxNode node, Assembly assembly, Place input, Tensor constant) {
        node.require(input.isImage(), "adds a constant to a value that is no image any more");
        float[] shift = PerChannel.values(node, constant, input);
        float[] scale = new float[input.channels()];
        Arrays.fill(scale, 1);
        if (node.is("Sub")) {
            boolean fromConstant = assembly.place(node.input(0)) == null;
            negate(fromConstant ? scale : shift);
        }
        return Convolution.affine(node.name(), assembly, input, scale, shift);
    }

    private static void negate(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = -values[i];
        }
    }
}

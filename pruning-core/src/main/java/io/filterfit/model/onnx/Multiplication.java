package io.filterfit.model.onnx;

import io.filterfit.model.vertex.ChannelScale;
import java.util.List;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;

/** Mul of two images, or of an image and a gate for each channel (squeeze and excitation); Mul and Div by a constant for each channel. */
final class Multiplication implements Operator {

    @Override
    public List<long[]> shapes(OnnxNode node, OnnxGraph graph) {
        return List.of(Addition.ofAll(node, graph));
    }

    @Override
    public void build(OnnxNode node, Assembly assembly) {
        Place left = assembly.place(node.input(0));
        Place right = assembly.place(node.input(1));
        if (left != null && right != null) {
            assembly.place(node.output(), gated(node, assembly, left, right));
            return;
        }
        Place input = left == null ? right : left;
        node.require(input.isImage(), "multiplies a value that is no image any more");
        float[] scale = PerChannel.values(node, assembly.constant(node, left == null ? 0 : 1, "factor"), input);
        if (node.is("Div")) {
            node.require(left != null, "divides a constant by an activation, which is not known");
            for (int i = 0; i < scale.length; i++) {
                scale[i] = 1 / scale[i];
            }
        }
        assembly.place(node.output(), Convolution.affine(node.name(), assembly, input, scale, null));
    }

    private static Place gated(OnnxNode node, Assembly assembly, Place left, Place right) {
        node.require(node.is("Mul"), "divides one activation by another, which is not known");
        if (left.isImage() && left.at("").equals(right.at(""))) {
            return BranchCombination.combined(node, assembly, List.of(left, right), ElementWiseVertex.Op.Product);
        }
        boolean gatesLast = left.isImage() && right.channels() == left.channels() && isGate(right);
        boolean gatesFirst = right.isImage() && left.channels() == right.channels() && isGate(left);
        node.require(
                gatesLast || gatesFirst,
                "multiplies two activations; only an image by one number for each of its channels is known");
        Place image = gatesLast ? left : right;
        return image.at(assembly.vertex(node.name(), new ChannelScale(Assembly.LAYOUT), left.vertex(), right.vertex()));
    }

    private static boolean isGate(Place place) {
        return place.form() != Place.Form.FLATTENED && place.pixels() == 1;
    }
}

package io.filterfit.model.onnx;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.graph.MergeVertex;

/** Concat of channels. */
final class Concatenation implements Operator {

    @Override
    public List<long[]> shapes(OnnxNode node, OnnxGraph graph) {
        long[] shape = graph.shape(node.input(0)).clone();
        int axis = Shapes.axis(node.whole("axis", 1), shape.length);
        node.require(axis == 1, "concatenates along axis " + axis + "; only channels, axis 1, are known");
        for (String input : node.inputs().subList(1, node.inputs().size())) {
            long[] other = graph.shape(input);
            node.require(other.length == shape.length, "concatenates values of different ranks");
            for (int i = 0; i < shape.length; i++) {
                node.require(i == 1 || other[i] == shape[i], "concatenates images of different sizes");
            }
            shape[1] += other[1];
        }
        return List.of(shape);
    }

    @Override
    public void build(OnnxNode node, Assembly assembly) {
        List<Place> parts = new ArrayList<>();
        for (int i = 0; i < node.inputs().size(); i++) {
            Place part = assembly.input(node, i);
            parts.add(part.isImage() ? part : assembly.vector(node.name() + "." + i, part));
        }
        Place first = parts.get(0);
        node.require(
                parts.stream().allMatch(part -> part.form() == first.form()), "concatenates images and pooled values");
        if (parts.size() == 1) {
            assembly.place(node.output(), first);
            return;
        }
        String merged = assembly.vertex(
                node.name(),
                new MergeVertex(),
                parts.stream().map(Place::vertex).toArray(String[]::new));
        long channels = parts.stream().mapToLong(Place::channels).sum();
        assembly.place(node.output(), new Place(merged, first.form(), (int) channels, first.height(), first.width()));
    }
}

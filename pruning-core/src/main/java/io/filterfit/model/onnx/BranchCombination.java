package io.filterfit.model.onnx;

import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;

/** Mean and Max over branches of the same shape, element by element. */
record BranchCombination(ElementWiseVertex.Op operation) implements Operator {

    @Override
    public List<long[]> shapes(OnnxNode node, OnnxGraph graph) {
        return List.of(Addition.ofAll(node, graph));
    }

    @Override
    public void build(OnnxNode node, Assembly assembly) {
        List<Place> branches = IntStream.range(0, node.inputs().size())
                .mapToObj(input -> assembly.input(node, input))
                .toList();
        assembly.place(node.output(), combined(node, assembly, branches, operation));
    }

    static Place combined(OnnxNode node, Assembly assembly, List<Place> branches, ElementWiseVertex.Op operation) {
        Place first = branches.get(0);
        boolean alike = branches.stream().allMatch(branch -> branch.at("").equals(first.at("")));
        node.require(
                alike || branches.stream().noneMatch(Place::isImage) && sameLength(branches),
                "combines values of different shapes");
        List<Place> operands = alike
                ? branches
                : branches.stream()
                        .map(branch -> assembly.vector(node.name(), branch))
                        .toList();
        return operands.get(0)
                .at(assembly.vertex(
                        node.name(),
                        new ElementWiseVertex(operation),
                        operands.stream().map(Place::vertex).toArray(String[]::new)));
    }

    private static boolean sameLength(List<Place> branches) {
        return branches.stream().mapToInt(Place::length).distinct().count() == 1;
    }
}

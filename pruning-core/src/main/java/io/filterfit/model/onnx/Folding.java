package io.filterfit.model.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Computes what is constant in a graph, gives every other value its shape, and leaves out nodes that do nothing at inference.
 *
 * <p>Exports are full of small graphs over shapes; with the size of the images fixed, they are all constant.
 */
final class Folding {

    private static final Set<String> SHAPE_QUESTIONS = Set.of("Shape", "Size");
    private static final int FLOAT = 1;

    private final OnnxGraph graph;
    private final Evaluator evaluator;
    private final Map<String, String> names = new HashMap<>();

    private Folding(OnnxGraph graph, Budget budget) {
        this.graph = graph;
        this.evaluator = new Evaluator(budget);
    }

    /** A graph without constant nodes, whose values all have shapes. */
    static OnnxGraph fold(OnnxGraph parsed, Budget budget) {
        OnnxGraph graph = new OnnxGraph(
                parsed.nodes(),
                new HashMap<>(parsed.constants()),
                new HashMap<>(parsed.shapes()),
                parsed.inputs(),
                parsed.outputs(),
                parsed.batch());
        return new Folding(graph, budget).fold();
    }

    private OnnxGraph fold() {
        List<OnnxNode> left = new ArrayList<>();
        for (OnnxNode node : graph.nodes()) {
            OnnxNode renamed =
                    node.withInputs(node.inputs().stream().map(this::current).toList());
            check(renamed);
            if (!fold(renamed)) {
                infer(renamed, graph);
                left.add(renamed);
            }
        }
        List<String> outputs = graph.outputs().stream().map(this::current).toList();
        for (String output : outputs) {
            if (!graph.shapes().containsKey(output)) {
                throw OnnxException.damaged("its output '" + output + "' does not depend on its input");
            }
        }
        return new OnnxGraph(left, graph.constants(), graph.shapes(), graph.inputs(), outputs, graph.batch());
    }

    private String current(String value) {
        return names.getOrDefault(value, value);
    }

    private void check(OnnxNode node) {
        for (String input : node.inputs()) {
            if (!input.isEmpty() && !known(input)) {
                throw OnnxException.damaged(node + " reads '" + input + "', which nothing before it gives");
            }
        }
        for (String output : node.outputs()) {
            if (known(output) || names.containsKey(output)) {
                throw OnnxException.damaged(node + " gives '" + output + "', which is there already");
            }
        }
    }

    private boolean known(String value) {
        return graph.constants().containsKey(value) || graph.shapes().containsKey(value);
    }

    /** Whether this node is nothing but constants, or nothing at all. */
    private boolean fold(OnnxNode node) {
        if (node.inputs().stream().allMatch(input -> input.isEmpty() || isConstant(input))) {
            List<Tensor> inputs = new ArrayList<>();
            node.inputs().forEach(input -> inputs.add(graph.constants().get(input)));
            graph.constants().put(node.output(), evaluator.evaluate(node, inputs));
            return true;
        }
        if (SHAPE_QUESTIONS.contains(node.operator())) {
            graph.constants().put(node.output(), evaluator.shape(node, graph.shape(node.input(0))));
            return true;
        }
        if (doesNothing(node)) {
            names.put(node.output(), node.input(0));
            return true;
        }
        return false;
    }

    private boolean isConstant(String value) {
        return graph.constants().containsKey(value);
    }

    private boolean doesNothing(OnnxNode node) {
        return switch (node.operator()) {
            case "Identity" -> true;
            case "Cast" -> node.whole("to", FLOAT) == FLOAT;
            case "Dropout" -> {
                boolean trains = node.has(2)
                        && graph.constant(node.input(2))
                                .map(flag -> flag.whole(0) != 0)
                                .orElse(true);
                node.require(!trains, "drops at inference; export the model for inference");
                yield true;
            }
            default -> false;
        };
    }

    /** Gives a node's outputs their shapes. */
    static void infer(OnnxNode node, OnnxGraph graph) {
        List<long[]> shapes = Operators.of(node).shapes(node, graph);
        if (shapes.size() < node.outputs().size()) {
            throw node.unsupported("gives " + node.outputs().size() + " values, of which only the first "
                    + shapes.size() + " are known");
        }
        for (int i = 0; i < node.outputs().size(); i++) {
            long[] shape = shapes.get(i);
            long elements = 1;
            for (int axis = 1; axis < shape.length; axis++) {
                if (shape[axis] < 1 || elements > Integer.MAX_VALUE / shape[axis]) {
                    throw OnnxException.damaged(node + " gives a value of impossible shape " + Shapes.text(shape));
                }
                elements *= shape[axis];
            }
            node.require(
                    shape.length > 0 && shape[0] == graph.batch(),
                    "gives a value of shape " + Shapes.text(shape) + ", which is not one per image");
            graph.shapes().put(node.outputs().get(i), shape);
        }
    }
}

package io.filterfit.onednn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A network of one input and one output as operations.
 *
 * @param input what takes the images; its operation is null
 * @param output computes the logits
 */
record Graph(Node input, Node output) {

    /** The nodes that the output depends on, each after those it reads. */
    List<Node> inOrder() {
        List<Node> order = new ArrayList<>();
        visit(output, order, new HashMap<>());
        return order;
    }

    private static void visit(Node node, List<Node> order, Map<Node, Boolean> seen) {
        if (seen.putIfAbsent(node, true) == null) {
            node.inputs().forEach(input -> visit(input, order, seen));
            order.add(node);
        }
    }

    /** How many inputs of other nodes each node is. */
    Map<Node, Integer> readers() {
        Map<Node, Integer> readers = new HashMap<>();
        for (Node node : inOrder()) {
            node.inputs().forEach(input -> readers.merge(input, 1, Integer::sum));
        }
        return readers;
    }
}

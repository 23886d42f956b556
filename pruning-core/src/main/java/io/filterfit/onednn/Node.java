package io.filterfit.onednn;

import java.util.List;

/**
 * One operation of a network, and what it reads. Two nodes are the same only if they are one.
 */
final class Node {

    private final String name;
    private final Operation operation;
    private final List<Node> inputs;

    /** @param name the network's name of the layer or vertex, for messages and measurements */
    Node(String name, Operation operation, List<Node> inputs) {
        this.name = name;
        this.operation = operation;
        this.inputs = List.copyOf(inputs);
    }

    String name() {
        return name;
    }

    Operation operation() {
        return operation;
    }

    List<Node> inputs() {
        return inputs;
    }

    Node withInputs(List<Node> others) {
        return new Node(name, operation, others);
    }

    @Override
    public String toString() {
        return name + ": " + operation;
    }
}

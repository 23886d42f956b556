package io.filterfit.model.onnx.export;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.NodeProto;

/** A graph under construction: nodes in order of computation, each with one output, and constants. */
final class OnnxGraph {

    private final List<NodeProto> nodes = new ArrayList<>();
    private final Map<String, Constant> constants = new LinkedHashMap<>();
    private final Set<String> names;

    /** @param reserved names of tensors to come, which no intermediate tensor may bear */
    OnnxGraph(Collection<String> reserved) {
        this.names = new HashSet<>(reserved);
    }

    List<NodeProto> nodes() {
        return nodes;
    }

    Map<String, Constant> constants() {
        return constants;
    }

    /** Adds a node; it and its output have the name that is given back, the wanted one if that is free. */
    String node(String operator, String wanted, List<String> inputs, AttributeProto... attributes) {
        String name = unique(wanted);
        nodes.add(NodeProto.newBuilder()
                .setOpType(operator)
                .setName(name)
                .addAllInput(inputs)
                .addOutput(name)
                .addAllAttribute(List.of(attributes))
                .build());
        return name;
    }

    /** Adds a constant under the wanted name, or one like it if that is taken. */
    String constant(String wanted, Constant constant) {
        String name = unique(wanted);
        constants.put(name, constant);
        return name;
    }

    /** Gives the last node and its output, which nothing reads yet, another name. */
    void renameLast(String name) {
        int last = nodes.size() - 1;
        nodes.set(last, renamed(nodes.get(last), name));
    }

    static NodeProto renamed(NodeProto node, String name) {
        return node.toBuilder().setName(name).setOutput(0, name).build();
    }

    private String unique(String wanted) {
        String name = wanted;
        for (int i = 2; !names.add(name); i++) {
            name = wanted + "_" + i;
        }
        return name;
    }
}

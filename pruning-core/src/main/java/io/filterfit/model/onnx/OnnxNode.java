package io.filterfit.model.onnx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One node of a graph.
 *
 * @param name the file's, unique
 * @param operator of ONNX's own domain, or one that {@link Patterns} made up
 * @param inputs names of values; blank where an optional one is left out
 * @param outputs names of values
 * @param attributes a Long, Float, String, long[], float[] or Tensor each
 */
record OnnxNode(
        String name, String operator, List<String> inputs, List<String> outputs, Map<String, Object> attributes) {

    OnnxNode {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        attributes = Map.copyOf(attributes);
    }

    /** Another operator in this node's place. */
    OnnxNode replacedBy(String other, Map<String, Object> otherAttributes, String... otherInputs) {
        return new OnnxNode(name, other, List.of(otherInputs), outputs, otherAttributes);
    }

    OnnxNode with(String attribute, Object value) {
        Map<String, Object> more = new HashMap<>(attributes);
        more.put(attribute, value);
        return new OnnxNode(name, operator, inputs, outputs, more);
    }

    OnnxNode withInputs(List<String> others) {
        return new OnnxNode(name, operator, others, outputs, attributes);
    }

    boolean is(String other) {
        return operator.equals(other);
    }

    boolean has(int input) {
        return input < inputs.size() && !inputs.get(input).isEmpty();
    }

    /** @throws OnnxException if it is left out */
    String input(int index) {
        if (!has(index)) {
            throw OnnxException.damaged(this + " lacks its input " + index);
        }
        return inputs.get(index);
    }

    String output() {
        return outputs.get(0);
    }

    boolean has(String attribute) {
        return attributes.containsKey(attribute);
    }

    long whole(String attribute, long otherwise) {
        return attribute(attribute, Long.class, otherwise);
    }

    float real(String attribute, float otherwise) {
        return attribute(attribute, Float.class, otherwise);
    }

    String text(String attribute, String otherwise) {
        return attribute(attribute, String.class, otherwise);
    }

    long[] wholes(String attribute, long... otherwise) {
        return attribute(attribute, long[].class, otherwise);
    }

    private <T> T attribute(String attribute, Class<T> type, T otherwise) {
        Object value = attributes.get(attribute);
        if (value == null) {
            return otherwise;
        }
        if (!type.isInstance(value)) {
            throw OnnxException.damaged("attribute '" + attribute + "' of " + this + " is of the wrong type");
        }
        return type.cast(value);
    }

    /** @param why completes "node 'x' (Conv) ..." */
    OnnxException unsupported(String why) {
        return OnnxException.unsupported(this + " " + why);
    }

    /** @throws OnnxException if the condition is not met */
    void require(boolean met, String why) {
        if (!met) {
            throw unsupported(why);
        }
    }

    @Override
    public String toString() {
        return "node '" + name + "' (" + operator + ")";
    }
}

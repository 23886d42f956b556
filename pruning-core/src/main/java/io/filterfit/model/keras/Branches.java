package io.filterfit.model.keras;

import io.filterfit.model.keras.Call.Operand;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What combines tensors, or a tensor and a number. */
final class Branches {

    private Branches() {}

    /**
     * Element by element.
     *
     * @param operator over any number of tensors
     */
    static String combined(Call call, String operator) {
        return call.node(operator, Map.of(), call.branches().toArray(String[]::new));
    }

    /** Add, which Keras writes for a layer and for an operator. */
    static String sum(Call call) {
        return hasNumber(call) ? withNumber(call, "Add") : combined(call, "Sum");
    }

    /** Multiply: an image by another, or by a number for each channel, which may come as a vector. */
    static String product(Call call) {
        if (hasNumber(call)) {
            return withNumber(call, "Mul");
        }
        List<String> branches = call.branches();
        boolean images = branches.stream().anyMatch(call::isImage);
        String product = null;
        for (String branch : branches) {
            String factor = branch;
            if (images && !call.isImage(branch)) {
                call.requireChannelsLast();
                factor = call.part("gate", "Unsqueeze", Map.of(), branch, call.whole("axes", 2, 3));
            }
            product = product == null ? factor : call.node("Mul", Map.of(), product, factor);
        }
        return product;
    }

    /** Subtract, and division, of numbers. */
    static String withNumber(Call call, String operator) {
        call.settings()
                .require(
                        call.inputs().size() == 2 && hasNumber(call),
                        "combines tensors in a way that has no counterpart; use Add or Multiply");
        String[] values = call.inputs().stream()
                .map(input -> input.value() == null ? call.number(input.number()) : input.value())
                .toArray(String[]::new);
        return call.node(operator, Map.of(), values);
    }

    private static boolean hasNumber(Call call) {
        return call.inputs().stream().map(Operand::value).anyMatch(Objects::isNull);
    }

    static String concatenated(Call call) {
        List<String> branches = call.branches();
        int axis = call.settings().whole("axis", -1);
        for (String branch : branches) {
            call.settings()
                    .require(call.isChannelAxis(axis, branch), "concatenates along another axis than the channels'");
        }
        return call.node("Concat", Map.of("axis", 1L), branches.toArray(String[]::new));
    }
}

package io.filterfit.model.onnx;

import io.filterfit.model.activation.Clip;
import io.filterfit.model.activation.HardSigmoid;
import io.filterfit.model.activation.HardSwish;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/** Activation functions. */
final class ElementWise implements Operator {

    static final Map<String, BiFunction<OnnxNode, OnnxGraph, IActivation>> FUNCTIONS = Map.of(
            "Relu",
            (node, graph) -> new ActivationReLU(),
            "LeakyRelu",
            (node, graph) -> new ActivationLReLU(node.real("alpha", 0.01f)),
            "Elu",
            (node, graph) -> new ActivationELU(node.real("alpha", 1)),
            "Sigmoid",
            (node, graph) -> new ActivationSigmoid(),
            "Tanh",
            (node, graph) -> new ActivationTanH(),
            "Softplus",
            (node, graph) -> new ActivationSoftPlus(),
            "HardSigmoid",
            (node, graph) -> new HardSigmoid(node.real("alpha", 0.2f), node.real("beta", 0.5f)),
            "HardSwish",
            (node, graph) -> new HardSwish(),
            Patterns.SWISH,
            (node, graph) -> new ActivationSwish(),
            "Clip",
            ElementWise::clip);

    private static IActivation clip(OnnxNode node, OnnxGraph graph) {
        float lower = bound(node, graph, 1, Float.NEGATIVE_INFINITY);
        float upper = bound(node, graph, 2, Float.POSITIVE_INFINITY);
        if (lower == 0 && upper == Float.POSITIVE_INFINITY) {
            return new ActivationReLU();
        }
        node.require(lower <= upper, "clips to nothing");
        return lower == 0 && upper == 6 ? new ActivationReLU6() : new Clip(lower, upper);
    }

    static float bound(OnnxNode node, OnnxGraph graph, int input, float otherwise) {
        if (!node.has(input)) {
            return otherwise;
        }
        Tensor bound = graph.constant(node.input(input))
                .orElseThrow(() -> node.unsupported("clips to bounds that it computes"));
        node.require(bound.length() == 1, "clips to several bounds");
        return bound.real(0);
    }

    @Override
    public List<long[]> shapes(OnnxNode node, OnnxGraph graph) {
        return List.of(graph.shape(node.input(0)));
    }

    @Override
    public void build(OnnxNode node, Assembly assembly) {
        IActivation function = FUNCTIONS.get(node.operator()).apply(node, assembly.graph());
        assembly.place(
                node.output(), assembly.layer(node.name(), Assembly.activation(function), assembly.input(node, 0)));
    }
}

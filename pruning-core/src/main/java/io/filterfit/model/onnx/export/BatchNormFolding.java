package io.filterfit.model.onnx.export;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.NodeProto;

/**
 * Puts batch norms into the weights and biases of the convolutions and dense layers before them.
 *
 * <p>With scale s = gamma / sqrt(variance + epsilon), computed in double: W'[o] = s[o] W[o], b'[o] = s[o] (b[o] - mean[o]) + beta[o].
 * A batch norm stays where its input comes from something else, or is read by others too.
 */
final class BatchNormFolding {

    /** Along which axis of its weights an operator's outputs lie. */
    private static final Map<String, Integer> OUTPUT_AXIS = Map.of("Conv", 0, "ConvTranspose", 1, "Gemm", 1);

    private final OnnxGraph graph;
    private final Map<String, NodeProto> producers = new HashMap<>();
    private final Map<String, Integer> readers = new HashMap<>();

    private BatchNormFolding(OnnxGraph graph, Set<String> outputs) {
        this.graph = graph;
        for (NodeProto node : graph.nodes()) {
            producers.put(node.getOutput(0), node);
            node.getInputList().forEach(tensor -> readers.merge(tensor, 1, Integer::sum));
        }
        outputs.forEach(tensor -> readers.merge(tensor, 1, Integer::sum));
    }

    /** @param outputs of the network, which stay */
    static void fold(OnnxGraph graph, Set<String> outputs) {
        new BatchNormFolding(graph, outputs).fold();
    }

    private void fold() {
        List<NodeProto> nodes = graph.nodes();
        for (NodeProto norm : List.copyOf(nodes)) {
            NodeProto before = producers.get(norm.getInput(0));
            if (norm.getOpType().equals("BatchNormalization")
                    && before != null
                    && OUTPUT_AXIS.containsKey(before.getOpType())
                    && readers.get(norm.getInput(0)) == 1) {
                nodes.set(nodes.indexOf(before), folded(before, norm));
                nodes.remove(norm);
                norm.getInputList().subList(1, 5).forEach(graph.constants()::remove);
            }
        }
    }

    /** The convolution or dense layer with the batch norm in it, under the batch norm's name. */
    private NodeProto folded(NodeProto node, NodeProto norm) {
        float[] gamma = values(norm.getInput(1));
        float[] beta = values(norm.getInput(2));
        float[] mean = values(norm.getInput(3));
        float[] variance = values(norm.getInput(4));
        double epsilon = epsilon(norm);
        Constant.Floats weights = floats(node.getInput(1));
        String bias = node.getInputCount() > 2 ? node.getInput(2) : null;
        float[] offsets = bias == null ? new float[gamma.length] : values(bias).clone();
        double[] scales = new double[gamma.length];
        for (int output = 0; output < scales.length; output++) {
            scales[output] = gamma[output] / Math.sqrt(variance[output] + epsilon);
            offsets[output] = (float) (scales[output] * (offsets[output] - mean[output]) + beta[output]);
        }
        graph.constants().put(node.getInput(1), scaled(weights, OUTPUT_AXIS.get(node.getOpType()), scales));
        Constant.Floats shift = new Constant.Floats(offsets, offsets.length);
        NodeProto renamed = OnnxGraph.renamed(node, norm.getOutput(0));
        if (bias != null) {
            graph.constants().put(bias, shift);
            return renamed;
        }
        return renamed.toBuilder()
                .addInput(graph.constant(node.getName() + ".bias", shift))
                .build();
    }

    private static Constant.Floats scaled(Constant.Floats weights, int axis, double[] scales) {
        int inner = 1;
        for (int i = axis + 1; i < weights.shape().length; i++) {
            inner *= Math.toIntExact(weights.shape()[i]);
        }
        float[] values = weights.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (values[i] * scales[i / inner % scales.length]);
        }
        return new Constant.Floats(values, weights.shape());
    }

    private static double epsilon(NodeProto norm) {
        return norm.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals("epsilon"))
                .mapToDouble(AttributeProto::getF)
                .findFirst()
                .orElseThrow();
    }

    private float[] values(String constant) {
        return floats(constant).values();
    }

    private Constant.Floats floats(String constant) {
        return (Constant.Floats) graph.constants().get(constant);
    }
}

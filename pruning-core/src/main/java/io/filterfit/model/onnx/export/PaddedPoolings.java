package io.filterfit.model.onnx.export;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onnx.Onnx.NodeProto;

/**
 * Keeps paddings apart from the poolings behind them.
 *
 * <p>ONNX Runtime (1.23, and at least up to 1.30) moves a padding by zeros into a pooling behind it. There padding counts as minus
 * infinity for the largest of a window, so results change, and a padding as wide as the window is refused. It leaves other values
 * alone, so such a padding is by the smallest number above zero.
 */
final class PaddedPoolings {

    private static final Set<String> POOLINGS = Set.of("MaxPool", "AveragePool", "LpPool");
    private static final int VALUE = 2;

    private PaddedPoolings() {}

    static void keepApart(OnnxGraph graph) {
        List<NodeProto> nodes = graph.nodes();
        Map<String, Integer> paddings = new HashMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            NodeProto node = nodes.get(i);
            if (node.getOpType().equals("Pad") && node.getInputCount() <= VALUE) {
                paddings.put(node.getOutput(0), i);
            }
            Integer padding = POOLINGS.contains(node.getOpType()) ? paddings.remove(node.getInput(0)) : null;
            if (padding != null) {
                nodes.set(padding, notByZero(nodes.get(padding), graph));
            }
        }
    }

    private static NodeProto notByZero(NodeProto padding, OnnxGraph graph) {
        String value = graph.constant(padding.getName() + ".value", new Constant.Floats(new float[] {Float.MIN_VALUE}));
        return padding.toBuilder().addInput(value).build();
    }
}

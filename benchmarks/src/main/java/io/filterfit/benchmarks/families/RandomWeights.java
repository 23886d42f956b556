package io.filterfit.benchmarks.families;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import org.nd4j.shade.protobuf.ByteString;

/** Fills the initializers of a model that have no data with numbers under which signals neither die nor explode. */
final class RandomWeights {

    /** Variance of a weight times its fan-in: 2 keeps the variance of signals behind ReLUs (He et al., 2015), but not through averages. */
    private static final double BEHIND_RELU = 2.3;

    /** Gates of about a half, and x * sigmoid(x), take more away than ReLUs do. */
    private static final double BEHIND_SIGMOID = 2.8;

    /** What only a gate reads stays small: a gate that is all open or all shut passes rounding errors on, or nothing. */
    private static final double BEFORE_GATE = 0.05;

    private final SplittableRandom random;
    private final double gain;
    private final Map<String, Use> uses = new HashMap<>();
    private final Set<String> beforeGates = new HashSet<>();

    /** Which input of which kind of node a tensor is. */
    private record Use(String operator, int input) {}

    private RandomWeights(GraphProto graph, long seed) {
        random = new SplittableRandom(seed);
        boolean gated = false;
        for (NodeProto node : graph.getNodeList()) {
            gated |= node.getOpType().equals("Sigmoid");
            for (int i = 0; i < node.getInputCount(); i++) {
                uses.putIfAbsent(node.getInput(i), new Use(node.getOpType(), i));
            }
        }
        Map<String, List<NodeProto>> readers = new HashMap<>();
        graph.getNodeList().forEach(node -> node.getInputList()
                .forEach(input -> readers.computeIfAbsent(input, name -> new ArrayList<>())
                        .add(node)));
        for (NodeProto node : graph.getNodeList()) {
            List<NodeProto> behind = readers.getOrDefault(node.getOutput(0), List.of());
            if (behind.size() == 1 && behind.get(0).getOpType().endsWith("Sigmoid")) {
                beforeGates.addAll(node.getInputList());
            }
        }
        gain = gated ? BEHIND_SIGMOID : BEHIND_RELU;
    }

    static ModelProto fill(ModelProto model, long seed) {
        RandomWeights weights = new RandomWeights(model.getGraph(), seed);
        ModelProto.Builder filled = model.toBuilder();
        filled.getGraphBuilder().getInitializerBuilderList().forEach(weights::fill);
        return filled.build();
    }

    private void fill(TensorProto.Builder tensor) {
        boolean empty = tensor.getRawData().isEmpty()
                && tensor.getFloatDataCount() == 0
                && tensor.getInt64DataCount() == 0
                && tensor.getInt32DataCount() == 0;
        if (!empty
                || tensor.getDataType() != TensorProto.DataType.FLOAT.getNumber()
                || !uses.containsKey(tensor.getName())) {
            return;
        }
        long size = 1;
        for (long dimension : tensor.getDimsList()) {
            size *= dimension;
        }
        ByteBuffer data =
                ByteBuffer.allocate(Math.toIntExact(Float.BYTES * size)).order(ByteOrder.LITTLE_ENDIAN);
        Use use = uses.get(tensor.getName());
        for (long i = 0; i < size; i++) {
            data.putFloat((float) draw(use, tensor, size));
        }
        tensor.setRawData(ByteString.copyFrom(data.array()));
    }

    private double draw(Use use, TensorProto.Builder tensor, long size) {
        boolean scaleOrVariance = use.operator.equals("BatchNormalization") && (use.input == 1 || use.input == 4);
        if (scaleOrVariance) {
            return random.nextDouble(0.5, 1.5);
        }
        if (tensor.getDimsCount() < 2) {
            return random.nextGaussian() / 10;
        }
        double variance = (beforeGates.contains(tensor.getName()) ? BEFORE_GATE : gain) * tensor.getDims(0) / size;
        return random.nextGaussian() * Math.sqrt(variance);
    }
}

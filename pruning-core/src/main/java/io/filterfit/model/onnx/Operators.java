package io.filterfit.model.onnx;

import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;

/** The operators that are known, by their names in ONNX and those that {@link Patterns} gives. */
final class Operators {

    private static final Map<String, Operator> KNOWN = new TreeMap<>();

    static {
        KNOWN.put("Conv", new Convolution());
        KNOWN.put("ConvTranspose", new TransposedConvolution());
        KNOWN.put("BatchNormalization", new BatchNorm());
        ElementWise.FUNCTIONS.keySet().forEach(name -> KNOWN.put(name, new ElementWise()));
        KNOWN.put("PRelu", new ParametricRelu());
        KNOWN.put("Add", new Addition());
        KNOWN.put("Sum", new Addition());
        KNOWN.put("Sub", new Addition());
        KNOWN.put("Mean", new BranchCombination(ElementWiseVertex.Op.Average));
        KNOWN.put("Max", new BranchCombination(ElementWiseVertex.Op.Max));
        KNOWN.put("Mul", new Multiplication());
        KNOWN.put("Div", new Multiplication());
        KNOWN.put("Concat", new Concatenation());
        KNOWN.put("Split", new Splitting());
        KNOWN.put(Patterns.CHANNEL_SHUFFLE, new Shuffle());
        KNOWN.put("Slice", new Slice());
        KNOWN.put("Pad", new Padding());
        KNOWN.put("MaxPool", new Pooling());
        KNOWN.put("AveragePool", new Pooling());
        for (String name : GlobalPooling.TYPES.keySet()) {
            KNOWN.put(name, new GlobalPooling());
        }
        for (String name : View.NAMES) {
            KNOWN.put(name, new View());
        }
        KNOWN.put(PixelFlattening.NAME, new PixelFlattening());
        KNOWN.put("Transpose", new Transposition());
        KNOWN.put("Gemm", new Dense());
        KNOWN.put("MatMul", new Dense());
        KNOWN.put("Softmax", new Softmax());
        KNOWN.put("Resize", new Upsampling());
    }

    private Operators() {}

    /** @throws OnnxException naming the node if its operator is not known */
    static Operator of(OnnxNode node) {
        Operator operator = KNOWN.get(node.operator());
        if (operator == null) {
            throw node.unsupported(
                    "is of an operator that has no counterpart; known are " + String.join(", ", KNOWN.keySet()));
        }
        return operator;
    }
}

package io.filterfit.model.onnx;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Gemm and MatMul with constant weights [in, out]. Behind a flattened image the rows, in ONNX's order c, h, w, are put into the order
 * h, w, c.
 */
final class Dense implements Operator {

    @Override
    public List<long[]> shapes(OnnxNode node, OnnxGraph graph) {
        long[] input = graph.shape(node.input(0));
        long[] matrix = matrix(node, graph).shape();
        node.require(node.whole("transA", 0) == 0, "transposes its input, which is not known");
        node.require(
                input.length == 2 && matrix.length == 2 && matrix[0] == input[1],
                "multiplies " + Shapes.text(input) + " by " + Shapes.text(matrix)
                        + "; only vectors and a matrix are known");
        return List.of(new long[] {input[0], matrix[1]});
    }

    /** [in, out] */
    private static Tensor matrix(OnnxNode node, OnnxGraph graph) {
        Tensor weights = graph.constant(node.input(1))
                .orElseThrow(() -> node.unsupported("multiplies two activations; only constant weights are known"));
        return node.whole("transB", 0) != 0 && weights.rank() == 2 ? weights.transposed(1, 0) : weights;
    }

    @Override
    public void build(OnnxNode node, Assembly assembly) {
        Place input = assembly.input(node, 0);
        Tensor matrix = matrix(node, assembly.graph());
        int in = (int) matrix.shape()[0];
        int out = (int) matrix.shape()[1];
        float alpha = node.real("alpha", 1);
        float[] weights = new float[in * out];
        for (int row = 0; row < in; row++) {
            int from = input.onnxIndex(row) * out;
            for (int column = 0; column < out; column++) {
                weights[row * out + column] = alpha * matrix.real(from + column);
            }
        }
        float[] bias = bias(node, assembly, out);
        boolean softmax = node.whole(Patterns.WITH_SOFTMAX, 0) != 0;
        if (!softmax && !assembly.isFinal(node.output())) {
            assembly.place(node.output(), layer(node.name(), assembly, input.vertex(), weights, bias, out));
            return;
        }
        OutputLayer layer = new OutputLayer.Builder(LossFunction.MCXENT)
                .nIn(in)
                .nOut(out)
                .hasBias(bias != null)
                .activation(softmax ? Activation.SOFTMAX : Activation.IDENTITY)
                .build();
        String name = assembly.layer(node.name(), layer, input.vertex());
        fill(assembly, name, weights, bias);
        Place place = Place.vector(name, out);
        assembly.place(node.output(), place);
        assembly.ends(node.output(), place);
    }

    /** null where there is none. */
    private static float[] bias(OnnxNode node, Assembly assembly, int out) {
        if (!node.has(2)) {
            return null;
        }
        Tensor given = assembly.constant(node, 2, "bias");
        float beta = node.real("beta", 1);
        float[] bias = PerChannel.values(node, given, Place.vector("", out));
        for (int i = 0; i < bias.length; i++) {
            bias[i] *= beta;
        }
        return bias;
    }

    /** @param weights [in, out] in the network's order */
    static Place layer(String name, Assembly assembly, String from, float[] weights, float[] bias, int out) {
        DenseLayer layer = new DenseLayer.Builder()
                .nIn(weights.length / out)
                .nOut(out)
                .hasBias(bias != null)
                .activation(Activation.IDENTITY)
                .build();
        String added = assembly.layer(name, layer, from);
        fill(assembly, added, weights, bias);
        return Place.vector(added, out);
    }

    private static void fill(Assembly assembly, String layer, float[] weights, float[] bias) {
        assembly.parameter(layer, "W", weights);
        if (bias != null) {
            assembly.parameter(layer, "b", bias);
        }
    }
}

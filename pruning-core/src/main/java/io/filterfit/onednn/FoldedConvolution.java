package io.filterfit.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_oihw;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_weights_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_x;

import java.util.List;

/**
 * A convolution with all that follows it in one pass: {@code activation(norm(convolution(first input)) + second input)}. The batch norm is
 * folded into weights and bias, the sum and the activation are done on the way out.
 *
 * @param norm null for none
 * @param summed whether there is a second input
 * @param activation null for none
 */
record FoldedConvolution(Convolution convolution, BatchNorm norm, boolean summed, ActivationFunction activation)
        implements Operation {

    static FoldedConvolution of(Convolution convolution) {
        return new FoldedConvolution(convolution, null, false, convolution.activation());
    }

    /** Whether nothing was folded into it yet that comes after a batch norm. */
    boolean takesNorm() {
        return norm == null && takesSum();
    }

    boolean takesSum() {
        return !summed && takesActivation();
    }

    boolean takesActivation() {
        return activation == null;
    }

    FoldedConvolution with(BatchNorm folded) {
        return new FoldedConvolution(convolution, folded, summed, activation);
    }

    FoldedConvolution withSum() {
        return new FoldedConvolution(convolution, norm, true, activation);
    }

    FoldedConvolution with(ActivationFunction applied) {
        return new FoldedConvolution(convolution, norm, summed, applied);
    }

    @Override
    public Trained train(Workbench bench, ParameterArrays parameters, List<Value> inputs) {
        throw new IllegalStateException("batch norm cannot be folded while it is trained");
    }

    @Override
    public Tensor infer(Workbench bench, ParameterArrays parameters, List<Tensor> inputs) {
        Tensor source = inputs.get(0);
        Folded folded = fold(parameters);
        ConvolutionPrimitives primitives =
                new ConvolutionPrimitives(bench.resources(), convolution, true, source.descriptor());
        PrimitiveDescriptor forward =
                primitives.forward(dnnl_forward_inference, PostOps.of(bench.resources(), summed, activation));
        Tensor output = summed
                ? startingFrom(bench, inputs.get(1), primitives.destination())
                : bench.tensor(primitives.destination());
        Descriptor weights = forward.chosen(
                dnnl_query_weights_md,
                bench.activations(),
                convolution.weightShape(source.descriptor().size(1)));
        Descriptor bias = Descriptor.of(bench.resources(), DataType.FLOAT32, dnnl_x, convolution.filters());
        bench.primitive(
                forward,
                Arguments.of(DNNL_ARG_SRC, source)
                        .and(DNNL_ARG_WEIGHTS, bench.constant(folded.weights, dnnl_oihw, weights))
                        .and(DNNL_ARG_BIAS, bench.constant(folded.bias, dnnl_x, bias))
                        .and(DNNL_ARG_DST, output));
        return output;
    }

    /** A tensor that holds the second input's values and may be overwritten. */
    private static Tensor startingFrom(Workbench bench, Tensor input, Descriptor wanted) {
        if (!input.isShared() && input.descriptor().sameAs(wanted)) {
            return input.hold();
        }
        Tensor copy = bench.tensor(wanted);
        bench.reorder(input, copy);
        return copy;
    }

    private record Folded(float[] weights, float[] bias) {}

    private Folded fold(ParameterArrays parameters) {
        float[] weights = new float[(int) convolution.weights().length()];
        parameters.weights(convolution.weights()).read(weights);
        float[] bias = new float[convolution.filters()];
        if (convolution.bias() != null) {
            parameters.weights(convolution.bias()).read(bias);
        }
        if (norm != null) {
            fold(parameters, weights, bias);
        }
        return new Folded(weights, bias);
    }

    private void fold(ParameterArrays parameters, float[] weights, float[] bias) {
        float[] scales = norm.statistics().scales(parameters);
        float[] shifts = norm.statistics().shifts(parameters);
        float[] means = norm.statistics().means(parameters);
        float[] variances = norm.statistics().variances(parameters);
        int filterLength = weights.length / bias.length;
        for (int filter = 0; filter < bias.length; filter++) {
            double factor = scales[filter] / Math.sqrt(variances[filter] + norm.epsilon());
            for (int i = filter * filterLength; i < (filter + 1) * filterLength; i++) {
                weights[i] = (float) (weights[i] * factor);
            }
            bias[filter] = (float) ((bias[filter] - means[filter]) * factor + shifts[filter]);
        }
    }
}

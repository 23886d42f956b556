package io.filterfit.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_oihw;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_diff_weights_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_weights_md;

import java.util.List;

/**
 * A convolution, and the activation behind it where there is one.
 *
 * @param filters output channels
 * @param weights [filters, channels, kernel height, kernel width]
 * @param bias [filters], or null
 * @param activation applied to the result, or null; its derivative must come from its output
 */
record Convolution(
        int filters,
        Window window,
        ParameterArrays.Slice weights,
        ParameterArrays.Slice bias,
        ActivationFunction activation)
        implements Operation {

    Convolution with(ActivationFunction applied) {
        return new Convolution(filters, window, weights, bias, applied);
    }

    long[] weightShape(long channels) {
        return new long[] {filters, channels, window.kernel()[0], window.kernel()[1]};
    }

    @Override
    public Trained train(Workbench bench, ParameterArrays parameters, List<Value> inputs) {
        return new Training(bench, parameters, inputs.get(0).tensor());
    }

    @Override
    public Tensor infer(Workbench bench, ParameterArrays parameters, List<Tensor> inputs) {
        return FoldedConvolution.of(this).infer(bench, parameters, inputs);
    }

    /** The pass forward and the passes back of one convolution in one program. */
    private final class Training implements Trained {

        private final ParameterArrays parameters;
        private final ConvolutionPrimitives primitives;
        private final PrimitiveDescriptor forward;
        private final long[] shape;
        private final Tensor source;
        private final Tensor ownWeights;
        private final Tensor forwardWeights;
        private final Value output;

        Training(Workbench bench, ParameterArrays parameters, Tensor source) {
            this.parameters = parameters;
            this.source = source;
            this.primitives =
                    new ConvolutionPrimitives(bench.resources(), Convolution.this, bias != null, source.descriptor());
            this.forward = primitives.forward(dnnl_forward_training, PostOps.of(bench.resources(), false, activation));
            this.shape = weightShape(source.descriptor().size(1));
            this.ownWeights = parameters.weights(weights, dnnl_oihw, shape);
            this.forwardWeights =
                    bench.reordered(ownWeights, forward.chosen(dnnl_query_weights_md, bench.activations(), shape));
            this.output = new Value(bench.tensor(primitives.destination()), true);
            Arguments arguments = Arguments.of(DNNL_ARG_SRC, source)
                    .and(DNNL_ARG_WEIGHTS, forwardWeights)
                    .and(DNNL_ARG_DST, output.tensor());
            if (bias != null) {
                arguments.and(DNNL_ARG_BIAS, parameters.weights(bias));
            }
            bench.primitive(forward, arguments);
        }

        @Override
        public Value output() {
            return output;
        }

        @Override
        public List<Tensor> kept() {
            return activation == null ? List.of(source) : List.of(source, output.tensor());
        }

        @Override
        public void backward(Workbench bench, Tensor gradient, InputGradients inputs) {
            Tensor before = gradient;
            if (activation != null) {
                before = bench.tensor(gradient.descriptor());
                new Activation.Backward(activation, null, output).apply(bench, gradient, before);
            }
            backwardWeights(bench, before);
            if (inputs.wanted(0)) {
                inputs.give(0, backwardData(bench, before));
            }
            if (before != gradient) {
                bench.release(before);
            }
        }

        private void backwardWeights(Workbench bench, Tensor gradient) {
            PrimitiveDescriptor back = primitives.backwardWeights(forward);
            Tensor own = parameters.gradients(weights, dnnl_oihw, shape);
            Descriptor chosen = back.chosen(dnnl_query_diff_weights_md, DataType.FLOAT32, shape);
            Tensor result = chosen.sameAs(own.descriptor()) ? own : bench.tensor(chosen);
            Arguments arguments = Arguments.of(DNNL_ARG_SRC, source)
                    .and(DNNL_ARG_DIFF_DST, gradient)
                    .and(DNNL_ARG_DIFF_WEIGHTS, result);
            if (bias != null) {
                arguments.and(DNNL_ARG_DIFF_BIAS, parameters.gradients(bias));
            }
            bench.primitive(back, arguments);
            if (result != own) {
                bench.reorder(result, own);
                bench.release(result);
            }
        }

        private Tensor backwardData(Workbench bench, Tensor gradient) {
            PrimitiveDescriptor back = primitives.backwardData(forward);
            Descriptor chosen = back.chosen(dnnl_query_weights_md, bench.activations(), shape);
            boolean same = forwardWeights.descriptor().sameAs(chosen);
            Tensor laidOut = same ? forwardWeights : bench.reordered(ownWeights, chosen);
            Tensor result = bench.tensor(source.descriptor());
            bench.primitive(
                    back,
                    Arguments.of(DNNL_ARG_DIFF_DST, gradient)
                            .and(DNNL_ARG_WEIGHTS, laidOut)
                            .and(DNNL_ARG_DIFF_SRC, result));
            if (!same) {
                bench.release(laidOut);
            }
            return result;
        }
    }
}

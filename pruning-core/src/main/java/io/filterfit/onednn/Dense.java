package io.filterfit.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_ab;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_inner_product_backward_data_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_inner_product_backward_weights_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_inner_product_forward_primitive_desc_create;

import java.util.List;
import org.bytedeco.dnnl.dnnl_memory_desc;

/**
 * A dense layer without its activation. It is computed where the weights are, in their own layout: it costs next to nothing beside the
 * convolutions.
 *
 * @param units outputs
 * @param weights [units, inputs]
 * @param bias [units], or null
 */
record Dense(int units, ParameterArrays.Slice weights, ParameterArrays.Slice bias) implements Operation {

    @Override
    public Trained train(Workbench bench, ParameterArrays parameters, List<Value> inputs) {
        return new Training(
                bench, parameters, inputs.get(0).tensor(), inputs.get(0).trainable());
    }

    @Override
    public Tensor infer(Workbench bench, ParameterArrays parameters, List<Tensor> inputs) {
        return new Training(bench, parameters, inputs.get(0), false).output.tensor();
    }

    /** The pass forward and the passes back of one dense layer in one program. */
    private final class Training implements Trained {

        private final ParameterArrays parameters;
        private final Tensor source;
        private final Tensor ownWeights;
        private final PrimitiveDescriptor forward;
        private final Value output;

        Training(Workbench bench, ParameterArrays parameters, Tensor input, boolean trainable) {
            this.parameters = parameters;
            this.source = input;
            this.ownWeights = parameters.weights(weights, dnnl_ab, shape());
            Descriptor result = Descriptor.of(
                    bench.resources(),
                    DataType.FLOAT32,
                    dnnl_ab,
                    input.descriptor().size(0),
                    units);
            this.forward = PrimitiveDescriptor.of(
                    bench.resources(),
                    "dense layer",
                    (descriptor, attributes) -> dnnl_inner_product_forward_primitive_desc_create(
                            descriptor,
                            OneDnn.engine(),
                            dnnl_forward_training,
                            source.descriptor().handle(),
                            ownWeights.descriptor().handle(),
                            biasOf(bench),
                            result.handle(),
                            attributes));
            this.output = new Value(bench.tensor(result), true);
            Arguments arguments = Arguments.of(DNNL_ARG_SRC, source)
                    .and(DNNL_ARG_WEIGHTS, ownWeights)
                    .and(DNNL_ARG_DST, output.tensor());
            if (bias != null) {
                arguments.and(DNNL_ARG_BIAS, parameters.weights(bias));
            }
            bench.primitive(forward, arguments);
        }

        private long[] shape() {
            return new long[] {units, weights.length() / units};
        }

        private dnnl_memory_desc biasOf(Workbench bench) {
            return bias == null
                    ? null
                    : Descriptor.any(bench.resources(), DataType.FLOAT32, units).handle();
        }

        @Override
        public Value output() {
            return output;
        }

        @Override
        public List<Tensor> kept() {
            return List.of(source);
        }

        @Override
        public void backward(Workbench bench, Tensor gradient, InputGradients inputs) {
            backwardWeights(bench, gradient);
            if (inputs.wanted(0)) {
                inputs.give(0, backwardData(bench, gradient));
            }
        }

        private void backwardWeights(Workbench bench, Tensor gradient) {
            PrimitiveDescriptor back = PrimitiveDescriptor.of(
                    bench.resources(),
                    "gradient of a dense layer's weights",
                    (descriptor, attributes) -> dnnl_inner_product_backward_weights_primitive_desc_create(
                            descriptor,
                            OneDnn.engine(),
                            source.descriptor().handle(),
                            ownWeights.descriptor().handle(),
                            biasOf(bench),
                            gradient.descriptor().handle(),
                            forward.handle(),
                            attributes));
            Arguments arguments = Arguments.of(DNNL_ARG_SRC, source)
                    .and(DNNL_ARG_DIFF_DST, gradient)
                    .and(DNNL_ARG_DIFF_WEIGHTS, parameters.gradients(weights, dnnl_ab, shape()));
            if (bias != null) {
                arguments.and(DNNL_ARG_DIFF_BIAS, parameters.gradients(bias));
            }
            bench.primitive(back, arguments);
        }

        private Tensor backwardData(Workbench bench, Tensor gradient) {
            PrimitiveDescriptor back = PrimitiveDescriptor.of(
                    bench.resources(),
                    "gradient of a dense layer's input",
                    (descriptor, attributes) -> dnnl_inner_product_backward_data_primitive_desc_create(
                            descriptor,
                            OneDnn.engine(),
                            source.descriptor().handle(),
                            ownWeights.descriptor().handle(),
                            gradient.descriptor().handle(),
                            forward.handle(),
                            attributes));
            Tensor result = bench.tensor(source.descriptor());
            bench.primitive(
                    back,
                    Arguments.of(DNNL_ARG_DIFF_DST, gradient)
                            .and(DNNL_ARG_WEIGHTS, ownWeights)
                            .and(DNNL_ARG_DIFF_SRC, result));
            return result;
        }
    }
}

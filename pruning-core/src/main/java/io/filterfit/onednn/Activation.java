package io.filterfit.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_backward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;

import java.util.List;

/** An activation by itself, element by element. */
record Activation(ActivationFunction function) implements Operation {

    @Override
    public Trained train(Workbench bench, ParameterArrays parameters, List<Value> inputs) {
        Value input = inputs.get(0);
        Tensor output = bench.tensor(input.descriptor());
        forward(bench, dnnl_forward_training, input.tensor(), output);
        return new Backward(function, input.tensor(), new Value(output, input.trainable()));
    }

    @Override
    public Tensor infer(Workbench bench, ParameterArrays parameters, List<Tensor> inputs) {
        Tensor output = bench.tensor(inputs.get(0).descriptor());
        forward(bench, dnnl_forward_inference, inputs.get(0), output);
        return output;
    }

    private void forward(Workbench bench, int propagation, Tensor input, Tensor output) {
        bench.primitive(
                forwardDescriptor(bench, propagation, input.descriptor()),
                Arguments.of(DNNL_ARG_SRC, input).and(DNNL_ARG_DST, output));
    }

    private PrimitiveDescriptor forwardDescriptor(Workbench bench, int propagation, Descriptor shape) {
        return PrimitiveDescriptor.of(
                bench.resources(),
                "activation",
                (descriptor, attributes) -> dnnl_eltwise_forward_primitive_desc_create(
                        descriptor,
                        OneDnn.engine(),
                        propagation,
                        function.algorithm(),
                        shape.handle(),
                        shape.handle(),
                        function.alpha(),
                        function.beta(),
                        attributes));
    }

    /**
     * The way back through an activation that another operation may have applied in passing.
     *
     * @param input what it was applied to; null where the derivative comes from the output
     */
    record Backward(ActivationFunction function, Tensor input, Value output) implements Trained {

        @Override
        public List<Tensor> kept() {
            return List.of(source());
        }

        private Tensor source() {
            return function.derivesFromOutput() ? output.tensor() : input;
        }

        @Override
        public void backward(Workbench bench, Tensor gradient, InputGradients inputs) {
            if (inputs.wanted(0)) {
                Tensor result = bench.tensor(gradient.descriptor());
                apply(bench, gradient, result);
                inputs.give(0, result);
            }
        }

        /** @param result may be {@code gradient} */
        void apply(Workbench bench, Tensor gradient, Tensor result) {
            Descriptor shape = source().descriptor();
            PrimitiveDescriptor hint = new Activation(function).forwardDescriptor(bench, dnnl_forward_training, shape);
            PrimitiveDescriptor back = PrimitiveDescriptor.of(
                    bench.resources(),
                    "gradient of an activation",
                    (descriptor, attributes) -> dnnl_eltwise_backward_primitive_desc_create(
                            descriptor,
                            OneDnn.engine(),
                            function.backwardAlgorithm(),
                            result.descriptor().handle(),
                            gradient.descriptor().handle(),
                            shape.handle(),
                            function.alpha(),
                            function.beta(),
                            hint.handle(),
                            attributes));
            bench.primitive(
                    back,
                    Arguments.of(function.derivesFromOutput() ? DNNL_ARG_DST : DNNL_ARG_SRC, source())
                            .and(DNNL_ARG_DIFF_DST, gradient)
                            .and(DNNL_ARG_DIFF_SRC, result));
        }
    }
}

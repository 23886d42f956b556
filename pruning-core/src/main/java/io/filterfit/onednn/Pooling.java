package io.filterfit.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_get_size;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_backward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_max;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_workspace_md;

import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;

/**
 * The largest or the mean value in each window.
 *
 * @param algorithm a {@code dnnl_alg_kind_t}
 * @param window null for the whole image
 */
record Pooling(int algorithm, Window window) implements Operation {

    @Override
    public Trained train(Workbench bench, ParameterArrays parameters, List<Value> inputs) {
        return new Training(bench, inputs.get(0));
    }

    @Override
    public Tensor infer(Workbench bench, ParameterArrays parameters, List<Tensor> inputs) {
        Tensor input = inputs.get(0);
        PrimitiveDescriptor forward = forward(bench, dnnl_forward_inference, input.descriptor());
        Tensor output = bench.tensor(destination(bench, input.descriptor()));
        bench.primitive(forward, Arguments.of(DNNL_ARG_SRC, input).and(DNNL_ARG_DST, output));
        return output;
    }

    private Window over(Descriptor input) {
        if (window != null) {
            return window;
        }
        int[] whole = {(int) input.size(2), (int) input.size(3)};
        return new Window(whole, new int[] {1, 1}, new int[] {1, 1}, ConvolutionMode.Truncate, new int[] {0, 0});
    }

    private long[] shape(Descriptor input) {
        Window over = over(input);
        return new long[] {input.size(0), input.size(1), over.output(0, input.size(2)), over.output(1, input.size(3))};
    }

    private Descriptor destination(Workbench bench, Descriptor input) {
        return Descriptor.images(bench.resources(), input.type(), shape(input));
    }

    private PrimitiveDescriptor forward(Workbench bench, int propagation, Descriptor input) {
        Descriptor output = destination(bench, input);
        try (var pointers = new WindowPointers(over(input), input)) {
            return PrimitiveDescriptor.of(
                    bench.resources(),
                    "pooling",
                    (descriptor, attributes) -> dnnl_pooling_forward_primitive_desc_create(
                            descriptor,
                            OneDnn.engine(),
                            propagation,
                            algorithm,
                            input.handle(),
                            output.handle(),
                            pointers.strides,
                            pointers.kernel,
                            pointers.dilations,
                            pointers.before,
                            pointers.behind,
                            attributes));
        }
    }

    /** The pass forward and the pass back of one pooling in one program. */
    private final class Training implements Trained {

        private final Descriptor source;
        private final PrimitiveDescriptor forward;
        private final Value output;

        /** Where each window's largest value was; null for means. */
        private final Tensor workspace;

        Training(Workbench bench, Value input) {
            this.source = input.descriptor();
            this.forward = forward(bench, dnnl_forward_training, source);
            this.output = new Value(bench.tensor(destination(bench, source)), input.trainable());
            this.workspace = algorithm == dnnl_pooling_max ? workspace(bench) : null;
            Arguments arguments = Arguments.of(DNNL_ARG_SRC, input.tensor()).and(DNNL_ARG_DST, output.tensor());
            if (workspace != null) {
                arguments.and(DNNL_ARG_WORKSPACE, workspace);
            }
            bench.primitive(forward, arguments);
        }

        private Tensor workspace(Workbench bench) {
            var queried = forward.queried(dnnl_query_workspace_md);
            return bench.tensor(
                    Descriptor.copyOf(bench.resources(), queried, DataType.BYTE, dnnl_memory_desc_get_size(queried)));
        }

        @Override
        public Value output() {
            return output;
        }

        @Override
        public List<Tensor> kept() {
            return workspace == null ? List.of() : List.of(workspace);
        }

        @Override
        public void backward(Workbench bench, Tensor gradient, InputGradients inputs) {
            if (!inputs.wanted(0)) {
                return;
            }
            PrimitiveDescriptor back;
            try (var pointers = new WindowPointers(over(source), source)) {
                back = PrimitiveDescriptor.of(
                        bench.resources(),
                        "gradient of pooling",
                        (descriptor, attributes) -> dnnl_pooling_backward_primitive_desc_create(
                                descriptor,
                                OneDnn.engine(),
                                algorithm,
                                source.handle(),
                                gradient.descriptor().handle(),
                                pointers.strides,
                                pointers.kernel,
                                pointers.dilations,
                                pointers.before,
                                pointers.behind,
                                forward.handle(),
                                attributes));
            }
            Tensor result = bench.tensor(source);
            Arguments arguments = Arguments.of(DNNL_ARG_DIFF_DST, gradient).and(DNNL_ARG_DIFF_SRC, result);
            if (workspace != null) {
                arguments.and(DNNL_ARG_WORKSPACE, workspace);
            }
            bench.primitive(back, arguments);
            inputs.give(0, result);
        }
    }
}

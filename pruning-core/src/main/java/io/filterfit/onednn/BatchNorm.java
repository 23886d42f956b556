package io.filterfit.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MEAN;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_VARIANCE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;
import static org.bytedeco.dnnl.global.dnnl.dnnl_backward;
import static org.bytedeco.dnnl.global.dnnl.dnnl_batch_normalization_backward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_batch_normalization_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_fuse_norm_relu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_get_size;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_workspace_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_global_stats;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_scale;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_shift;
import static org.bytedeco.dnnl.global.dnnl.dnnl_x;

import java.util.ArrayList;
import java.util.List;

/**
 * Batch normalisation (Ioffe and Szegedy, 2015), and the rectifier behind it where there is one.
 *
 * @param statistics scale, shift and running statistics
 * @param epsilon added to the variance
 * @param decay share of the running statistics that stays at each step
 * @param relu whether a rectifier follows
 */
record BatchNorm(Statistics statistics, double epsilon, double decay, boolean relu) implements Operation {

    private static final double HALF_LOG10_E = 0.5 / Math.log(10);

    /**
     * Where a layer's numbers are; each slice has one for each channel.
     *
     * @param scale null where it is the constant {@code lockedScale}
     * @param shift null where it is the constant {@code lockedShift}
     * @param spread running variance, or the logarithm to base 10 of its root
     */
    record Statistics(
            ParameterArrays.Slice scale,
            ParameterArrays.Slice shift,
            double lockedScale,
            double lockedShift,
            ParameterArrays.Slice mean,
            ParameterArrays.Slice spread,
            boolean logarithmic) {

        float[] scales(ParameterArrays parameters) {
            return scale == null ? filled(lockedScale) : read(parameters, scale);
        }

        float[] shifts(ParameterArrays parameters) {
            return shift == null ? filled(lockedShift) : read(parameters, shift);
        }

        float[] means(ParameterArrays parameters) {
            return read(parameters, mean);
        }

        float[] variances(ParameterArrays parameters) {
            float[] values = read(parameters, spread);
            if (logarithmic) {
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) Math.pow(10, 2 * values[i]);
                }
            }
            return values;
        }

        private float[] filled(double value) {
            float[] values = new float[(int) mean.length()];
            java.util.Arrays.fill(values, (float) value);
            return values;
        }

        private static float[] read(ParameterArrays parameters, ParameterArrays.Slice slice) {
            float[] values = new float[(int) slice.length()];
            parameters.weights(slice).read(values);
            return values;
        }
    }

    BatchNorm withRelu() {
        return new BatchNorm(statistics, epsilon, decay, true);
    }

    @Override
    public Trained train(Workbench bench, ParameterArrays parameters, List<Value> inputs) {
        return new Training(bench, parameters, inputs.get(0));
    }

    @Override
    public Tensor infer(Workbench bench, ParameterArrays parameters, List<Tensor> inputs) {
        Tensor input = inputs.get(0);
        PrimitiveDescriptor forward =
                forward(bench, dnnl_forward_inference, input.descriptor(), dnnl_use_global_stats | flags());
        Tensor output = bench.tensor(input.descriptor());
        bench.primitive(
                forward,
                Arguments.of(DNNL_ARG_SRC, input)
                        .and(DNNL_ARG_DST, output)
                        .and(DNNL_ARG_MEAN, constant(bench, statistics.means(parameters)))
                        .and(DNNL_ARG_VARIANCE, constant(bench, statistics.variances(parameters)))
                        .and(DNNL_ARG_SCALE, constant(bench, statistics.scales(parameters)))
                        .and(DNNL_ARG_SHIFT, constant(bench, statistics.shifts(parameters))));
        return output;
    }

    private int flags() {
        return dnnl_use_scale | dnnl_use_shift | (relu ? dnnl_fuse_norm_relu : 0);
    }

    private PrimitiveDescriptor forward(Workbench bench, int propagation, Descriptor shape, int flags) {
        return PrimitiveDescriptor.of(
                bench.resources(),
                "batch norm",
                (descriptor, attributes) -> dnnl_batch_normalization_forward_primitive_desc_create(
                        descriptor,
                        OneDnn.engine(),
                        propagation,
                        shape.handle(),
                        shape.handle(),
                        (float) epsilon,
                        flags,
                        attributes));
    }

    private static Tensor constant(Workbench bench, float[] values) {
        return bench.constant(values, dnnl_x, perChannel(bench, values.length));
    }

    private static Descriptor perChannel(Workbench bench, long channels) {
        return Descriptor.of(bench.resources(), DataType.FLOAT32, dnnl_x, channels);
    }

    /** The pass forward and the pass back of one batch norm in one program. */
    private final class Training implements Trained {

        private final ParameterArrays parameters;
        private final PrimitiveDescriptor forward;
        private final Tensor source;
        private final Tensor mean;
        private final Tensor variance;
        private final Tensor scale;

        /** Which elements the rectifier let through; null without one. */
        private final Tensor workspace;

        private final Value output;

        Training(Workbench bench, ParameterArrays parameters, Value input) {
            this.parameters = parameters;
            this.source = input.tensor();
            this.forward = forward(bench, dnnl_forward_training, source.descriptor(), flags());
            Descriptor perChannel = perChannel(bench, statistics.mean().length());
            this.mean = bench.lasting(perChannel);
            this.variance = bench.lasting(perChannel);
            this.scale = statistics.scale() == null
                    ? constant(bench, statistics.scales(parameters))
                    : parameters.weights(statistics.scale());
            Tensor shift = statistics.shift() == null
                    ? constant(bench, statistics.shifts(parameters))
                    : parameters.weights(statistics.shift());
            this.output = new Value(bench.tensor(source.descriptor()), true);
            this.workspace = relu ? workspace(bench) : null;
            Arguments arguments = Arguments.of(DNNL_ARG_SRC, source)
                    .and(DNNL_ARG_DST, output.tensor())
                    .and(DNNL_ARG_MEAN, mean)
                    .and(DNNL_ARG_VARIANCE, variance)
                    .and(DNNL_ARG_SCALE, scale)
                    .and(DNNL_ARG_SHIFT, shift);
            if (relu) {
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
            List<Tensor> kept = new ArrayList<>(List.of(source));
            if (relu) {
                kept.add(workspace);
            }
            return kept;
        }

        @Override
        public void backward(Workbench bench, Tensor gradient, InputGradients inputs) {
            PrimitiveDescriptor back = PrimitiveDescriptor.of(
                    bench.resources(),
                    "gradient of batch norm",
                    (descriptor, attributes) -> dnnl_batch_normalization_backward_primitive_desc_create(
                            descriptor,
                            OneDnn.engine(),
                            dnnl_backward,
                            source.descriptor().handle(),
                            gradient.descriptor().handle(),
                            source.descriptor().handle(),
                            (float) epsilon,
                            flags(),
                            forward.handle(),
                            attributes));
            Tensor result = bench.tensor(source.descriptor());
            Arguments arguments = Arguments.of(DNNL_ARG_SRC, source)
                    .and(DNNL_ARG_MEAN, mean)
                    .and(DNNL_ARG_VARIANCE, variance)
                    .and(DNNL_ARG_SCALE, scale)
                    .and(DNNL_ARG_DIFF_DST, gradient)
                    .and(DNNL_ARG_DIFF_SRC, result)
                    .and(DNNL_ARG_DIFF_SCALE, gradientOf(bench, statistics.scale()))
                    .and(DNNL_ARG_DIFF_SHIFT, gradientOf(bench, statistics.shift()));
            if (relu) {
                arguments.and(DNNL_ARG_WORKSPACE, workspace);
            }
            bench.primitive(back, arguments);
            recordStatistics(bench);
            if (inputs.wanted(0)) {
                inputs.give(0, result);
            } else {
                bench.release(result);
            }
        }

        private Tensor gradientOf(Workbench bench, ParameterArrays.Slice slice) {
            return slice == null
                    ? bench.lasting(perChannel(bench, statistics.mean().length()))
                    : parameters.gradients(slice);
        }

        /** Leaves what is to be subtracted from the running statistics where their gradient would be, as Deeplearning4j does. */
        private void recordStatistics(Workbench bench) {
            int channels = (int) statistics.mean().length();
            Tensor means = parameters.weights(statistics.mean());
            Tensor spreads = parameters.weights(statistics.spread());
            Tensor meanChanges = parameters.gradients(statistics.mean());
            Tensor spreadChanges = parameters.gradients(statistics.spread());
            float[] running = new float[channels];
            float[] batch = new float[channels];
            float keep = (float) (1 - decay);
            bench.record(() -> {
                means.read(running);
                mean.read(batch);
                for (int i = 0; i < channels; i++) {
                    running[i] = (running[i] - batch[i]) * keep;
                }
                meanChanges.write(running);
                spreads.read(running);
                variance.read(batch);
                for (int i = 0; i < channels; i++) {
                    running[i] = statistics.logarithmic()
                            ? logarithmicChange(running[i], batch[i])
                            : (running[i] - batch[i]) * keep;
                }
                spreadChanges.write(running);
            });
        }

        private float logarithmicChange(double logarithm, double batchVariance) {
            double before = Math.pow(10, 2 * logarithm);
            return (float) (Math.log(before / (decay * before + (1 - decay) * batchVariance)) * HALF_LOG10_E);
        }
    }
}

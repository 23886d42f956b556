package io.filterfit.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MEAN;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_VARIANCE;
import static org.bytedeco.dnnl.global.dnnl.dnnl_backward;
import static org.bytedeco.dnnl.global.dnnl.dnnl_batch_normalization_backward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_batch_normalization_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_fuse_norm_relu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_get_size;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_workspace_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_global_stats;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_scale;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_shift;
import static org.bytedeco.dnnl.global.dnnl.dnnl_x;

import java.util.List;

/**
 * Batch normalisation (Ioffe and Szegedy, 2015), and the rectifier behind it where there is one.
 *
 * @param statistics scale, shift and running statistics
 * @param epsilon added to the variance
 * @param relu whether a rectifier follows
 */
record BatchNorm(NormStatistics statistics, double epsilon, boolean relu) implements Operation {

    BatchNorm withRelu() {
        return new BatchNorm(statistics, epsilon, true);
    }

    @Override
    public Trained train(Workbench bench, ParameterArrays parameters, List<Value> inputs) {
        Tensor source = inputs.get(0).tensor();
        return TiledBatchNorm.tiles(source.descriptor()) == 1
                ? new WholeBatchNorm(bench, this, parameters, source)
                : new TiledBatchNorm(bench, this, parameters, source);
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

    /** Scale, shift and, where there is one, the rectifier. */
    int flags() {
        return dnnl_use_scale | dnnl_use_shift | (relu ? dnnl_fuse_norm_relu : 0);
    }

    PrimitiveDescriptor forward(Workbench bench, int propagation, Descriptor shape, int flags) {
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

    PrimitiveDescriptor backward(Workbench bench, Descriptor shape, PrimitiveDescriptor forward, int flags) {
        return PrimitiveDescriptor.of(
                bench.resources(),
                "gradient of batch norm",
                (descriptor, attributes) -> dnnl_batch_normalization_backward_primitive_desc_create(
                        descriptor,
                        OneDnn.engine(),
                        dnnl_backward,
                        shape.handle(),
                        shape.handle(),
                        shape.handle(),
                        (float) epsilon,
                        flags,
                        forward.handle(),
                        attributes));
    }

    /** Which elements the rectifier let through; null without one. */
    Tensor workspace(Workbench bench, PrimitiveDescriptor forward) {
        if (!relu) {
            return null;
        }
        var queried = forward.queried(dnnl_query_workspace_md);
        return bench.tensor(
                Descriptor.copyOf(bench.resources(), queried, DataType.BYTE, dnnl_memory_desc_get_size(queried)));
    }

    static Tensor constant(Workbench bench, float[] values) {
        return bench.constant(values, dnnl_x, vector(bench, values.length));
    }

    static Descriptor vector(Workbench bench, long length) {
        return Descriptor.of(bench.resources(), DataType.FLOAT32, dnnl_x, length);
    }
}

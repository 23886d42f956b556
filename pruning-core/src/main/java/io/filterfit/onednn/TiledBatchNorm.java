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
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_normalization_flags_none;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_global_stats;

import java.util.List;

/**
 * Batch norm of a number of channels that the library has only slow code for, which is what pruning leaves behind. Channels lie
 * innermost, so that {@code tiles} pixels of c channels are also one pixel of {@code tiles * c} channels, and with a multiple of 16 the
 * library is fast. Its statistics of the wide pixels are joined to those of the channels; it then normalises with these, and on the
 * way back what they contribute themselves is added in a last pass, which is a multiple of x and a constant:
 *
 * <pre>dx = scale / deviation * (dy - mean(dy) - (x - mean) / deviation * mean(dy * (x - mean) / deviation))</pre>
 */
final class TiledBatchNorm implements Operation.Trained {

    private static final int FAST_MULTIPLE = 16;

    private final BatchNorm norm;
    private final ParameterArrays parameters;
    private final Tiling tiling;

    /** Of a channel, over the whole batch. */
    private final long elements;

    private final Tensor source;
    private final Descriptor wide;
    private final PrimitiveDescriptor forward;
    private final Tensor mean;
    private final Tensor variance;
    private final Tensor scale;
    private final Tensor workspace;
    private final Value output;

    /** Pixels to be taken together; 1 where the library is fast with one, or the number of pixels is no multiple. */
    static int tiles(Descriptor images) {
        int tiles = FAST_MULTIPLE / gcd((int) images.size(1), FAST_MULTIPLE);
        return elements(images) % tiles == 0 ? tiles : 1;
    }

    private static int gcd(int left, int right) {
        return right == 0 ? left : gcd(right, left % right);
    }

    private static long elements(Descriptor images) {
        long elements = images.size(0);
        for (int axis = 2; axis < images.rank(); axis++) {
            elements *= images.size(axis);
        }
        return elements;
    }

    TiledBatchNorm(Workbench bench, BatchNorm norm, ParameterArrays parameters, Tensor source) {
        this.norm = norm;
        this.parameters = parameters;
        this.source = source;
        this.elements = elements(source.descriptor());
        this.tiling = new Tiling((int) source.descriptor().size(1), tiles(source.descriptor()));
        this.wide = Descriptor.images(
                bench.resources(), source.descriptor().type(), elements / tiling.tiles(), tiling.width(), 1, 1);
        this.mean = bench.lasting(BatchNorm.vector(bench, tiling.width()));
        this.variance = bench.lasting(BatchNorm.vector(bench, tiling.width()));
        this.scale = bench.lasting(BatchNorm.vector(bench, tiling.width()));
        this.output = new Value(bench.tensor(source.descriptor()), true);
        measure(bench);
        this.forward = norm.forward(bench, dnnl_forward_training, wide, dnnl_use_global_stats | norm.flags());
        this.workspace = norm.workspace(bench, forward);
        normalise(bench);
    }

    private Tensor widened(Workbench bench, Tensor tensor) {
        return tensor.as(bench.resources(), wide);
    }

    /** Leaves nothing of use in the output. */
    private void measure(Workbench bench) {
        bench.primitive(
                norm.forward(bench, dnnl_forward_training, wide, dnnl_normalization_flags_none),
                Arguments.of(DNNL_ARG_SRC, widened(bench, source))
                        .and(DNNL_ARG_DST, widened(bench, output.tensor()))
                        .and(DNNL_ARG_MEAN, mean)
                        .and(DNNL_ARG_VARIANCE, variance));
    }

    private void normalise(Workbench bench) {
        Tensor shift = bench.lasting(BatchNorm.vector(bench, tiling.width()));
        float[] means = new float[tiling.width()];
        float[] variances = new float[tiling.width()];
        bench.record(() -> {
            mean.read(means);
            variance.read(variances);
            tiling.joinMoments(means, variances);
            mean.write(means);
            variance.write(variances);
            scale.write(tiling.spread(norm.statistics().scales(parameters)));
            shift.write(tiling.spread(norm.statistics().shifts(parameters)));
        });
        bench.primitive(
                forward,
                Arguments.of(DNNL_ARG_SRC, widened(bench, source))
                        .and(DNNL_ARG_DST, widened(bench, output.tensor()))
                        .and(DNNL_ARG_MEAN, mean)
                        .and(DNNL_ARG_VARIANCE, variance)
                        .and(DNNL_ARG_SCALE, scale)
                        .and(DNNL_ARG_SHIFT, shift)
                        .andIfPresent(DNNL_ARG_WORKSPACE, workspace));
    }

    @Override
    public Value output() {
        return output;
    }

    @Override
    public List<Tensor> kept() {
        return workspace == null ? List.of(source) : List.of(source, workspace);
    }

    @Override
    public void backward(Workbench bench, Tensor gradient, Operation.InputGradients inputs) {
        Tensor result = bench.tensor(source.descriptor());
        Tensor scaleGradient = bench.lasting(BatchNorm.vector(bench, tiling.width()));
        Tensor shiftGradient = bench.lasting(BatchNorm.vector(bench, tiling.width()));
        bench.primitive(
                norm.backward(bench, wide, forward, dnnl_use_global_stats | norm.flags()),
                Arguments.of(DNNL_ARG_SRC, widened(bench, source))
                        .and(DNNL_ARG_MEAN, mean)
                        .and(DNNL_ARG_VARIANCE, variance)
                        .and(DNNL_ARG_SCALE, scale)
                        .and(DNNL_ARG_DIFF_DST, widened(bench, gradient))
                        .and(DNNL_ARG_DIFF_SRC, widened(bench, result))
                        .and(DNNL_ARG_DIFF_SCALE, scaleGradient)
                        .and(DNNL_ARG_DIFF_SHIFT, shiftGradient)
                        .andIfPresent(DNNL_ARG_WORKSPACE, workspace));
        addStatisticsGradient(bench, result, scaleGradient, shiftGradient);
        if (inputs.wanted(0)) {
            inputs.give(0, result);
        } else {
            bench.release(result);
        }
    }

    private void addStatisticsGradient(Workbench bench, Tensor result, Tensor scaleGradient, Tensor shiftGradient) {
        Descriptor row = Descriptor.images(bench.resources(), DataType.FLOAT32, 1, tiling.width(), 1, 1);
        Tensor factors = bench.lasting(row);
        Tensor constants = bench.lasting(row);
        bench.record(() -> {
            float[] scaleSums = tiling.sum(read(scaleGradient));
            float[] shiftSums = tiling.sum(read(shiftGradient));
            float[] means = tiling.first(read(mean));
            float[] variances = tiling.first(read(variance));
            norm.statistics().writeGradients(parameters, scaleSums, shiftSums);
            norm.statistics().writeChanges(parameters, means, variances);
            float[] scales = norm.statistics().scales(parameters);
            float[] factor = new float[scales.length];
            float[] constant = new float[scales.length];
            for (int channel = 0; channel < scales.length; channel++) {
                double deviation = Math.sqrt(variances[channel] + norm.epsilon());
                double slope = scales[channel] / deviation;
                double perDeviation = scaleSums[channel] / elements / deviation;
                factor[channel] = (float) (-slope * perDeviation);
                constant[channel] = (float) (slope * (perDeviation * means[channel] - shiftSums[channel] / elements));
            }
            factors.write(tiling.spread(factor));
            constants.write(tiling.spread(constant));
        });
        bench.addScaled(widened(bench, source), factors, constants, widened(bench, result));
    }

    private float[] read(Tensor vector) {
        float[] values = new float[tiling.width()];
        vector.read(values);
        return values;
    }
}

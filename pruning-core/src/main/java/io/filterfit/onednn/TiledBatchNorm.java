package io.filterfit.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MEAN;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_VARIANCE;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_normalization_flags_none;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_global_stats;

/**
 * Batch norm of a number of channels that the library has only slow code for, which is what pruning leaves behind. Channels lie
 * innermost, so that {@code tiles} pixels of c channels are also one pixel of {@code tiles * c} channels, and with a multiple of 16 the
 * library is fast. Its statistics of the wide pixels are joined to those of the channels; it then normalises with these, and on the
 * way back what they contribute themselves is added in a last pass, which is a multiple of x and a constant:
 *
 * <pre>dx = scale / deviation * (dy - mean(dy) - (x - mean) / deviation * mean(dy * (x - mean) / deviation))</pre>
 */
final class TiledBatchNorm extends TrainedBatchNorm {

    private static final int FAST_MULTIPLE = 16;

    private final Tiling tiling;

    /** Of a channel, over the whole batch. */
    private final long elements;

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
        super(bench, norm, parameters, source, wide(bench, source.descriptor()), dnnl_use_global_stats);
        this.elements = elements(source.descriptor());
        this.tiling = new Tiling((int) source.descriptor().size(1), tiles(source.descriptor()));
        measure(bench);
        Tensor scale = vector(bench);
        Tensor shift = vector(bench);
        bench.record(() -> {
            float[] means = read(mean);
            float[] variances = read(variance);
            tiling.joinMoments(means, variances);
            mean.write(means);
            variance.write(variances);
            scale.write(tiling.spread(norm.statistics().scales(parameters)));
            shift.write(tiling.spread(norm.statistics().shifts(parameters)));
        });
        normalise(bench, scale, shift);
    }

    private static Descriptor wide(Workbench bench, Descriptor images) {
        int tiles = tiles(images);
        return Descriptor.images(
                bench.resources(), images.type(), elements(images) / tiles, images.size(1) * tiles, 1, 1);
    }

    /** Leaves nothing of use in the output. */
    private void measure(Workbench bench) {
        Tensor images = shaped(bench, source);
        bench.primitive(
                norm.forward(bench, dnnl_forward_training, images.descriptor(), dnnl_normalization_flags_none),
                Arguments.of(DNNL_ARG_SRC, images)
                        .and(DNNL_ARG_DST, shaped(bench, output().tensor()))
                        .and(DNNL_ARG_MEAN, mean)
                        .and(DNNL_ARG_VARIANCE, variance));
    }

    @Override
    Tensor scaleGradient(Workbench bench) {
        return vector(bench);
    }

    @Override
    Tensor shiftGradient(Workbench bench) {
        return vector(bench);
    }

    /** Adds what the statistics contribute. */
    @Override
    void finish(Workbench bench, Tensor result, Tensor scaleGradient, Tensor shiftGradient) {
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
        bench.addScaled(shaped(bench, source), factors, constants, shaped(bench, result));
    }
}

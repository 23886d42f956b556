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

import java.util.List;

/** The pass forward and the pass back of one batch norm in one program, over images in a shape that suits the library. */
abstract sealed class TrainedBatchNorm implements Operation.Trained permits WholeBatchNorm, TiledBatchNorm {

    final BatchNorm norm;
    final ParameterArrays parameters;
    final Tensor source;
    final Tensor mean;
    final Tensor variance;
    private final Descriptor shape;
    private final int flags;
    private final PrimitiveDescriptor forward;
    private final Tensor workspace;
    private final Value output;
    private Tensor scale;

    /**
     * @param shape that the images are normalised in: theirs, or another of as many elements
     * @param flags of the library, beside the norm's own
     */
    TrainedBatchNorm(
            Workbench bench, BatchNorm norm, ParameterArrays parameters, Tensor source, Descriptor shape, int flags) {
        this.norm = norm;
        this.parameters = parameters;
        this.source = source;
        this.shape = shape;
        this.flags = flags | norm.flags();
        this.mean = vector(bench);
        this.variance = vector(bench);
        this.output = new Value(bench.tensor(source.descriptor()), true);
        this.forward = norm.forward(bench, dnnl_forward_training, shape, this.flags);
        this.workspace = norm.workspace(bench, forward);
    }

    /**
     * Records the pass forward.
     *
     * @param scales one for each channel of the shape
     * @param shifts one for each channel of the shape
     */
    final void normalise(Workbench bench, Tensor scales, Tensor shifts) {
        scale = scales;
        bench.primitive(
                forward,
                Arguments.of(DNNL_ARG_SRC, shaped(bench, source))
                        .and(DNNL_ARG_DST, shaped(bench, output.tensor()))
                        .and(DNNL_ARG_MEAN, mean)
                        .and(DNNL_ARG_VARIANCE, variance)
                        .and(DNNL_ARG_SCALE, scale)
                        .and(DNNL_ARG_SHIFT, shifts)
                        .andIfPresent(DNNL_ARG_WORKSPACE, workspace));
    }

    /** Where the gradient of the scale goes, for each channel of the shape. */
    abstract Tensor scaleGradient(Workbench bench);

    /** Where the gradient of the shift goes, for each channel of the shape. */
    abstract Tensor shiftGradient(Workbench bench);

    /** Records what is left to do after the library's pass back, the change of the running statistics included. */
    abstract void finish(Workbench bench, Tensor result, Tensor scaleGradient, Tensor shiftGradient);

    @Override
    public final Value output() {
        return output;
    }

    @Override
    public final List<Tensor> kept() {
        return workspace == null ? List.of(source) : List.of(source, workspace);
    }

    @Override
    public final void backward(Workbench bench, Tensor gradient, Operation.InputGradients inputs) {
        Tensor result = bench.tensor(source.descriptor());
        Tensor scaleGradient = scaleGradient(bench);
        Tensor shiftGradient = shiftGradient(bench);
        bench.primitive(
                norm.backward(bench, shape, forward, flags),
                Arguments.of(DNNL_ARG_SRC, shaped(bench, source))
                        .and(DNNL_ARG_MEAN, mean)
                        .and(DNNL_ARG_VARIANCE, variance)
                        .and(DNNL_ARG_SCALE, scale)
                        .and(DNNL_ARG_DIFF_DST, shaped(bench, gradient))
                        .and(DNNL_ARG_DIFF_SRC, shaped(bench, result))
                        .and(DNNL_ARG_DIFF_SCALE, scaleGradient)
                        .and(DNNL_ARG_DIFF_SHIFT, shiftGradient)
                        .andIfPresent(DNNL_ARG_WORKSPACE, workspace));
        finish(bench, result, scaleGradient, shiftGradient);
        if (inputs.wanted(0)) {
            inputs.give(0, result);
        } else {
            bench.release(result);
        }
    }

    /** The same memory, in the shape that is normalised. */
    final Tensor shaped(Workbench bench, Tensor tensor) {
        return tensor.as(bench.resources(), shape);
    }

    /** One number for each channel of the shape. */
    final Tensor vector(Workbench bench) {
        return bench.lasting(BatchNorm.vector(bench, channels()));
    }

    final float[] read(Tensor vector) {
        float[] values = new float[channels()];
        vector.read(values);
        return values;
    }

    private int channels() {
        return (int) shape.size(1);
    }
}

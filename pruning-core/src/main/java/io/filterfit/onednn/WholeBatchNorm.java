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

/** The pass forward and the pass back of one batch norm in one program, each one primitive. */
final class WholeBatchNorm implements Operation.Trained {

    private final BatchNorm norm;
    private final ParameterArrays parameters;
    private final PrimitiveDescriptor forward;
    private final Tensor source;
    private final Tensor mean;
    private final Tensor variance;
    private final Tensor scale;
    private final Tensor workspace;
    private final Value output;

    WholeBatchNorm(Workbench bench, BatchNorm norm, ParameterArrays parameters, Tensor source) {
        this.norm = norm;
        this.parameters = parameters;
        this.source = source;
        this.forward = norm.forward(bench, dnnl_forward_training, source.descriptor(), norm.flags());
        NormStatistics statistics = norm.statistics();
        this.mean = bench.lasting(BatchNorm.vector(bench, statistics.channels()));
        this.variance = bench.lasting(BatchNorm.vector(bench, statistics.channels()));
        this.scale = statistics.scale() == null
                ? BatchNorm.constant(bench, statistics.scales(parameters))
                : parameters.weights(statistics.scale());
        Tensor shift = statistics.shift() == null
                ? BatchNorm.constant(bench, statistics.shifts(parameters))
                : parameters.weights(statistics.shift());
        this.output = new Value(bench.tensor(source.descriptor()), true);
        this.workspace = norm.workspace(bench, forward);
        bench.primitive(
                forward,
                Arguments.of(DNNL_ARG_SRC, source)
                        .and(DNNL_ARG_DST, output.tensor())
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
        bench.primitive(
                norm.backward(bench, source.descriptor(), forward, norm.flags()),
                Arguments.of(DNNL_ARG_SRC, source)
                        .and(DNNL_ARG_MEAN, mean)
                        .and(DNNL_ARG_VARIANCE, variance)
                        .and(DNNL_ARG_SCALE, scale)
                        .and(DNNL_ARG_DIFF_DST, gradient)
                        .and(DNNL_ARG_DIFF_SRC, result)
                        .and(
                                DNNL_ARG_DIFF_SCALE,
                                gradientOf(bench, norm.statistics().scale()))
                        .and(
                                DNNL_ARG_DIFF_SHIFT,
                                gradientOf(bench, norm.statistics().shift()))
                        .andIfPresent(DNNL_ARG_WORKSPACE, workspace));
        float[] means = new float[norm.statistics().channels()];
        float[] variances = new float[norm.statistics().channels()];
        bench.record(() -> {
            mean.read(means);
            variance.read(variances);
            norm.statistics().writeChanges(parameters, means, variances);
        });
        if (inputs.wanted(0)) {
            inputs.give(0, result);
        } else {
            bench.release(result);
        }
    }

    private Tensor gradientOf(Workbench bench, ParameterArrays.Slice slice) {
        return slice == null
                ? bench.lasting(BatchNorm.vector(bench, norm.statistics().channels()))
                : parameters.gradients(slice);
    }
}

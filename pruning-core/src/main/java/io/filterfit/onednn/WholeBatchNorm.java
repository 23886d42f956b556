package io.filterfit.onednn;

/** Batch norm as the library has it, each pass one primitive. */
final class WholeBatchNorm extends TrainedBatchNorm {

    WholeBatchNorm(Workbench bench, BatchNorm norm, ParameterArrays parameters, Tensor source) {
        super(bench, norm, parameters, source, source.descriptor(), 0);
        NormStatistics statistics = norm.statistics();
        Tensor scale = statistics.scale() == null
                ? BatchNorm.constant(bench, statistics.scales(parameters))
                : parameters.weights(statistics.scale());
        Tensor shift = statistics.shift() == null
                ? BatchNorm.constant(bench, statistics.shifts(parameters))
                : parameters.weights(statistics.shift());
        normalise(bench, scale, shift);
    }

    @Override
    Tensor scaleGradient(Workbench bench) {
        return gradientOf(bench, norm.statistics().scale());
    }

    @Override
    Tensor shiftGradient(Workbench bench) {
        return gradientOf(bench, norm.statistics().shift());
    }

    private Tensor gradientOf(Workbench bench, ParameterArrays.Slice slice) {
        return slice == null ? vector(bench) : parameters.gradients(slice);
    }

    @Override
    void finish(Workbench bench, Tensor result, Tensor scaleGradient, Tensor shiftGradient) {
        bench.record(() -> norm.statistics().writeChanges(parameters, read(mean), read(variance)));
    }
}

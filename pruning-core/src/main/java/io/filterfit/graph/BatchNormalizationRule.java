package io.filterfit.graph;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;

/** Batch normalisation: scale gamma, shift beta, running mean and variance (or log10 of the deviation), all [channels]. */
final class BatchNormalizationRule implements LayerRule<BatchNormalization> {

    @Override
    public Channels flow(BatchNormalization layer, Site site) {
        // Scale and shift are zeroed with the filter; where they are constants of the configuration they cannot be, and
        // the shift of
        // a constant is left in the channel.
        return layer.isLockGammaBeta()
                ? site.input().through(false)
                : site.input().cleared();
    }

    @Override
    public Role role() {
        return Role.NORMALISATION;
    }

    @Override
    public List<Parameter> parameters(BatchNormalization layer) {
        List<Parameter> parameters = new ArrayList<>();
        if (!layer.isLockGammaBeta()) {
            parameters.add(
                    Parameter.perChannel(BatchNormalizationParamInitializer.GAMMA, Parameter.Kind.OFFSET_OR_SCALE));
            parameters.add(
                    Parameter.perChannel(BatchNormalizationParamInitializer.BETA, Parameter.Kind.OFFSET_OR_SCALE));
        }
        parameters.add(Parameter.perChannel(BatchNormalizationParamInitializer.GLOBAL_MEAN, Parameter.Kind.STATISTIC));
        parameters.add(Parameter.perChannel(
                layer.isUseLogStd()
                        ? BatchNormalizationParamInitializer.GLOBAL_LOG_STD
                        : BatchNormalizationParamInitializer.GLOBAL_VAR,
                Parameter.Kind.STATISTIC));
        return parameters;
    }

    @Override
    public void resize(BatchNormalization layer, int inputs, int outputs) {
        layer.setNIn(inputs);
        layer.setNOut(outputs);
    }
}

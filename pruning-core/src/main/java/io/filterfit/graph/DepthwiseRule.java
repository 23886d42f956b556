package io.filterfit.graph;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;

/**
 * A depthwise convolution: a channel follows its input.
 *
 * <p>W [kh, kw, in, multiplier], b [in x multiplier]; output channels {@code i * multiplier + m} come from input channel i.
 */
final class DepthwiseRule implements LayerRule<DepthwiseConvolution2D> {

    @Override
    public Channels flow(DepthwiseConvolution2D layer, Site site) {
        int multiplier = layer.getDepthMultiplier();
        int[] sources = new int[site.input().size() * multiplier];
        for (int channel = 0; channel < sources.length; channel++) {
            sources[channel] = channel / multiplier;
        }
        return Activations.flow(
                layer.getActivationFn(), site.input().select(sources).cleared(), site);
    }

    @Override
    public Role role() {
        return Role.CHANNELWISE;
    }

    @Override
    public List<Parameter> parameters(DepthwiseConvolution2D layer) {
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(Parameter.kernel("W", Parameter.Axis.input(2)));
        if (layer.hasBias()) {
            parameters.add(Parameter.perChannel("b", Parameter.Kind.OFFSET_OR_SCALE));
        }
        return parameters;
    }

    @Override
    public void resize(DepthwiseConvolution2D layer, int inputs, int outputs) {
        layer.setNIn(inputs);
        layer.setNOut(outputs);
    }
}

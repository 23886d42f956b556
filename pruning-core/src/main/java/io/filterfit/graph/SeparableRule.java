package io.filterfit.graph;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;

/**
 * A depthwise convolution and a 1x1 convolution in one layer: its filters are those of the latter.
 *
 * <p>W [multiplier, in, kh, kw]; pW [out, in x multiplier, 1, 1], where multiplier consecutive channels come from one input
 * channel; b [out].
 */
final class SeparableRule implements LayerRule<SeparableConvolution2D> {

    @Override
    public Channels flow(SeparableConvolution2D layer, Site site) {
        return Activations.flow(layer.getActivationFn(), site.filters(), site);
    }

    @Override
    public Role role() {
        return Role.FILTERS;
    }

    @Override
    public int minimumInputs() {
        return 2; // libnd4j's sconv2d fails on one channel
    }

    @Override
    public List<Parameter> parameters(SeparableConvolution2D layer) {
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(Parameter.kernel("W", Parameter.Axis.input(1)));
        parameters.add(Parameter.kernel(
                "pW",
                Parameter.Axis.output(0),
                new Parameter.Axis(1, Parameter.Side.INPUT, layer.getDepthMultiplier())));
        if (layer.hasBias()) {
            parameters.add(Parameter.perChannel("b", Parameter.Kind.OFFSET_OR_SCALE));
        }
        return parameters;
    }

    @Override
    public void resize(SeparableConvolution2D layer, int inputs, int outputs) {
        layer.setNIn(inputs);
        layer.setNOut(outputs);
    }
}

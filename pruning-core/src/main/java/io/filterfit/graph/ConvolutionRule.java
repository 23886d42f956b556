package io.filterfit.graph;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;

/**
 * A convolution: each output channel is a filter that reads every input channel.
 *
 * <p>Weights W [out, in, kh, kw] in either layout of activations, bias b [out].
 */
class ConvolutionRule<L extends ConvolutionLayer> implements LayerRule<L> {

    private final Parameter kernel;

    ConvolutionRule(int outputDimension, int inputDimension) {
        kernel = Parameter.kernel("W", Parameter.Axis.output(outputDimension), Parameter.Axis.input(inputDimension));
    }

    @Override
    public Channels flow(L layer, Site site) {
        return Activations.flow(layer.getActivationFn(), site.filters(), site);
    }

    @Override
    public Role role() {
        return Role.FILTERS;
    }

    @Override
    public List<Parameter> parameters(L layer) {
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(kernel);
        if (layer.hasBias()) {
            parameters.add(Parameter.perChannel("b", Parameter.Kind.OFFSET_OR_SCALE));
        }
        return parameters;
    }

    @Override
    public void resize(L layer, int inputs, int outputs) {
        layer.setNIn(inputs);
        layer.setNOut(outputs);
    }
}

package io.filterfit.graph;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.DenseLayer;

/** A dense layer: its neurons are filters. W [in, out], b [out]. */
final class DenseRule implements LayerRule<DenseLayer> {

    static final Parameter KERNEL = Parameter.kernel("W", Parameter.Axis.output(1), Parameter.Axis.input(0));

    @Override
    public Channels flow(DenseLayer layer, Site site) {
        Channels neurons = Activations.flow(layer.getActivationFn(), site.filters(), site);
        if (layer.hasLayerNorm()) {
            site.origins().fix(neurons, "the layer normalisation of '" + site.name() + "' ties its neurons together");
        }
        return neurons;
    }

    @Override
    public Role role() {
        return Role.FILTERS;
    }

    @Override
    public List<Parameter> parameters(DenseLayer layer) {
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(KERNEL);
        if (layer.hasBias()) {
            parameters.add(Parameter.perChannel("b", Parameter.Kind.OFFSET_OR_SCALE));
        }
        if (layer.hasLayerNorm()) {
            parameters.add(Parameter.perChannel("g", Parameter.Kind.OFFSET_OR_SCALE));
        }
        return parameters;
    }

    @Override
    public void resize(DenseLayer layer, int inputs, int outputs) {
        layer.setNIn(inputs);
        layer.setNOut(outputs);
    }
}

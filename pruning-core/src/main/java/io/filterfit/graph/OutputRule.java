package io.filterfit.graph;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.OutputLayer;

/** A dense layer with a loss; its neurons are what the network answers and stay. W [in, out], b [out]. */
final class OutputRule implements LayerRule<OutputLayer> {

    @Override
    public Channels flow(OutputLayer layer, Site site) {
        Channels answers = site.filters();
        site.origins().fix(answers, ChannelFlow.NETWORK_OUTPUT);
        return answers;
    }

    @Override
    public Role role() {
        return Role.FILTERS;
    }

    @Override
    public List<Parameter> parameters(OutputLayer layer) {
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(DenseRule.KERNEL);
        if (layer.hasBias()) {
            parameters.add(Parameter.perChannel("b", Parameter.Kind.OFFSET_OR_SCALE));
        }
        return parameters;
    }

    @Override
    public void resize(OutputLayer layer, int inputs, int outputs) {
        layer.setNIn(inputs);
        layer.setNOut(outputs);
    }
}

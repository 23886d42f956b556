package io.filterfit.graph;

import io.filterfit.model.layer.GroupedConvolution;
import java.util.ArrayList;
import java.util.List;

/**
 * A grouped convolution: a group goes as a whole, its input channels with its filters, so that those that stay are as large as they
 * were. With a channel to each group, this is what a depthwise convolution does.
 *
 * <p>W [out, in / groups, kh, kw], b [out].
 */
final class GroupedConvolutionRule implements LayerRule<GroupedConvolution> {

    @Override
    public Channels flow(GroupedConvolution layer, Site site) {
        Channels inputs = site.input();
        int width = inputs.size() / layer.groups();
        for (int channel = 0; channel < inputs.size(); channel++) {
            int first = channel / width * width;
            site.origins().unite(inputs.origin(first), inputs.origin(channel));
        }
        int filters = Math.toIntExact(layer.getNOut()) / layer.groups();
        int[] sources = new int[filters * layer.groups()];
        for (int filter = 0; filter < sources.length; filter++) {
            sources[filter] = filter / filters * width;
        }
        return Activations.flow(layer.getActivationFn(), inputs.select(sources).cleared(), site);
    }

    @Override
    public Role role() {
        return Role.GROUPWISE;
    }

    @Override
    public List<Parameter> parameters(GroupedConvolution layer) {
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(Parameter.kernel("W", Parameter.Axis.output(0)));
        if (layer.hasBias()) {
            parameters.add(Parameter.perChannel("b", Parameter.Kind.OFFSET_OR_SCALE));
        }
        return parameters;
    }

    @Override
    public void resize(GroupedConvolution layer, int inputs, int outputs) {
        layer.keepGroups(Math.toIntExact(inputs * (long) layer.groups() / layer.getNIn()));
    }
}

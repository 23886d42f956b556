package io.filterfit.graph;

import io.filterfit.model.vertex.ChannelPadding;
import java.util.List;
import org.deeplearning4j.nn.conf.graph.GraphVertex;

/**
 * Channels of zeros around those of the input. They come from no filter, so each goes with whatever it is added to: in a ResNet whose
 * shortcuts are padded, 16 channels of the second stage are coupled with the first stage and 16 are not.
 */
final class ChannelPaddingRule implements VertexRule<ChannelPadding> {

    @Override
    public Channels flow(ChannelPadding vertex, Site site) {
        return Channels.concatenate(List.of(
                site.origins().fresh(vertex.before()),
                site.input(),
                site.origins().fresh(vertex.after())));
    }

    @Override
    public GraphVertex resize(ChannelPadding vertex, KeptChannels kept) {
        int before = 0;
        for (int channel : kept.output()) {
            before += channel < vertex.before() ? 1 : 0;
        }
        int inputs = kept.inputs().get(0).length;
        return new ChannelPadding(before, kept.output().length - before - inputs, vertex.layout());
    }
}

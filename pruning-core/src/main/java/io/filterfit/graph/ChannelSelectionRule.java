package io.filterfit.graph;

import io.filterfit.model.vertex.ChannelSelection;
import java.util.Arrays;
import org.deeplearning4j.nn.conf.graph.GraphVertex;

/** Channels in another order: each takes its origin along, and one that is there twice goes twice. */
final class ChannelSelectionRule implements VertexRule<ChannelSelection> {

    @Override
    public Channels flow(ChannelSelection vertex, Site site) {
        return site.input().select(vertex.channels());
    }

    @Override
    public GraphVertex resize(ChannelSelection vertex, KeptChannels kept) {
        int[] channels = vertex.channels();
        int[] inputs = kept.inputs().get(0);
        int[] remaining = Arrays.stream(kept.output())
                .map(channel -> Arrays.binarySearch(inputs, channels[channel]))
                .toArray();
        return new ChannelSelection(remaining, vertex.layout());
    }
}

package io.filterfit.graph;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.graph.MergeVertex;

/** Concatenation along channels: each keeps its origin, wherever its offset moves it. */
final class MergeRule implements VertexRule<MergeVertex> {

    @Override
    public Channels flow(MergeVertex vertex, Site site) {
        int channelAxis = site.readsImage() && site.layout() == CNN2DFormat.NHWC ? 3 : 1;
        if (vertex.getMergeAxis() != channelAxis) {
            return site.opaque("'" + site.name() + "' concatenates along axis " + vertex.getMergeAxis()
                    + ", which is not that of the channels");
        }
        return Channels.concatenate(site.inputs());
    }
}
